import { parseInfoPairs, ResultCode } from '@aeroform/protocol';
import { abortFailure } from '../error/abort-failure.js';
import { invalidArg } from '../error/argument-error.js';
import { checkFields } from '../parameter/call-parameter.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { checkPolicyField } from '../policy/policy-rule.js';
import { QueryAbortedError } from '../error/query-error.js';
import { AerospikeTimeoutError } from '../error/timeout-error.js';
import type { BackgroundJob, JobProgress, JobWaitOptions } from '../query/background-job.js';
import { infoAll, type InfoNodeResult } from './info.js';
import { infoFailure } from './info-failure.js';
import { pause } from '../driver/pause.js';
import type { Session } from './session.js';

const FIRST_PAUSE_MS = 5;
const DEFAULT_INTERVAL_MS = 100;

/** What one node says of a job. */
interface NodeProgress extends JobProgress {
  readonly isAborted: boolean;
}

/** A handle on a job that was started. */
export function watchJob(session: Session, taskId: bigint): BackgroundJob {
  return {
    taskId,
    progress: (policy) => jobProgress(session, taskId, policy),
    wait: (options = {}) => waitForJob(session, taskId, options),
    abort: (policy) => abortJob(session, taskId, policy),
  };
}

async function jobProgress(
  session: Session,
  taskId: bigint,
  policy?: AdminPolicy,
): Promise<JobProgress> {
  const answers = await infoAll(session, `query-show:id=${taskId}`, policy);
  const nodes = answers.map(nodeProgress);
  const known = nodes.filter((node) => node !== null);
  const aborted = known.some(({ isAborted }) => isAborted);
  if (aborted) throw new QueryAbortedError(`The job ${taskId} was aborted.`);
  const sum = (value: (node: NodeProgress) => number): number =>
    known.reduce((total, node) => total + value(node), 0);
  return {
    isDone: known.every(({ isDone }) => isDone),
    percent: known.length === 0 ? 100 : sum(({ percent }) => percent) / known.length,
    recordsSucceeded: sum(({ recordsSucceeded }) => recordsSucceeded),
    recordsFailed: sum(({ recordsFailed }) => recordsFailed),
    recordsFiltered: sum(({ recordsFiltered }) => recordsFiltered),
  };
}

/** @returns null when the node does not know the job: it forgets those that are long done. */
function nodeProgress(answer: InfoNodeResult): NodeProgress | null {
  if (answer.errorCode === ResultCode.RECORD_NOT_FOUND) return null;
  if (answer.errorCode !== 0) throw infoFailure(answer, 'query-show');
  const pairs = parseInfoPairs(answer.response, ':');
  const number = (name: string): number => Number(pairs.get(name) ?? 0);
  const status = pairs.get('status') ?? '';
  return {
    isDone: status.startsWith('done'),
    isAborted: status.includes('abort'),
    percent: number('job-progress'),
    recordsSucceeded: number('recs-succeeded'),
    recordsFailed: number('recs-failed'),
    recordsFiltered: number('recs-filtered-meta') + number('recs-filtered-bins'),
  };
}

async function waitForJob(
  session: Session,
  taskId: bigint,
  options: JobWaitOptions,
): Promise<JobProgress> {
  const { interval = DEFAULT_INTERVAL_MS, timeout = 0, onProgress, signal } = checkWait(options);
  const end = timeout > 0 ? performance.now() + timeout : Infinity;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, interval)) {
    if (signal?.aborted === true) throw abortFailure(signal);
    const progress = await jobProgress(session, taskId, signal === undefined ? {} : { signal });
    onProgress?.(progress);
    if (progress.isDone) return progress;
    const left = end - performance.now();
    if (left <= 0) {
      const percent = progress.percent.toFixed(1);
      throw new AerospikeTimeoutError(
        `The job ${taskId} is at ${percent} % after ${timeout} ms; it goes on.`,
      );
    }
    await pause(Math.min(wait, left), signal, session.closing);
  }
}

/** Longest pause that a timer of Node.js can make, in milliseconds. */
const LONGEST_PAUSE_MS = 2 ** 31 - 1;

function checkWait(options: JobWaitOptions): JobWaitOptions {
  checkFields(options, 'options', ['interval', 'timeout', 'onProgress', 'signal']);
  const { interval = DEFAULT_INTERVAL_MS, timeout = 0, onProgress, signal } = options;
  const isTime = (value: unknown): boolean => typeof value === 'number' && value >= 0;
  if (!isTime(interval) || interval === 0 || interval > LONGEST_PAUSE_MS) {
    throw invalidArg('interval', interval, 'milliseconds, more than 0');
  }
  if (!isTime(timeout)) throw invalidArg('timeout', timeout, 'milliseconds, 0 for no limit');
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw invalidArg('onProgress', onProgress, 'a function');
  }
  checkPolicyField('signal', signal ?? null, 'signal');
  return options;
}

async function abortJob(session: Session, taskId: bigint, policy?: AdminPolicy): Promise<void> {
  const answers = await infoAll(session, `query-abort:id=${taskId}`, policy);
  for (const answer of answers) {
    const { errorCode } = answer;
    if (errorCode === 0 || errorCode === ResultCode.RECORD_NOT_FOUND) continue;
    throw infoFailure(answer, 'query-abort');
  }
}
