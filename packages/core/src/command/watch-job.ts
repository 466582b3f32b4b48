import { parseInfoPairs, ResultCode } from '@aeroform/protocol';
import { abortFailure } from '../error/abort-failure.js';
import { invalidArg } from '../error/argument-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import { QueryAbortedError } from '../error/query-error.js';
import { AerospikeTimeoutError } from '../error/timeout-error.js';
import type { BackgroundJob, JobProgress, JobWaitOptions } from '../query/background-job.js';
import { infoAll, type InfoNodeResult } from './info.js';
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
    progress: () => jobProgress(session, taskId),
    wait: (options = {}) => waitForJob(session, taskId, options),
    abort: () => abortJob(session, taskId),
  };
}

async function jobProgress(session: Session, taskId: bigint): Promise<JobProgress> {
  const answers = await infoAll(session, `query-show:id=${taskId}`);
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
function nodeProgress({ nodeName, errorCode, response }: InfoNodeResult): NodeProgress | null {
  if (errorCode === ResultCode.RECORD_NOT_FOUND) return null;
  if (errorCode !== 0) {
    throw errorFromResultCode(errorCode, {
      command: 'query-show',
      detail: response,
      node: nodeName,
    });
  }
  const pairs = parseInfoPairs(response, ':');
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
  { interval = DEFAULT_INTERVAL_MS, timeout = 0, onProgress, signal }: JobWaitOptions,
): Promise<JobProgress> {
  if (!(interval > 0)) throw invalidArg('interval', interval, 'milliseconds, more than 0');
  if (!(timeout >= 0)) throw invalidArg('timeout', timeout, 'milliseconds, 0 for no limit');
  const end = timeout > 0 ? performance.now() + timeout : Infinity;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, interval)) {
    if (signal?.aborted === true) throw abortFailure(signal);
    const progress = await jobProgress(session, taskId);
    onProgress?.(progress);
    if (progress.isDone) return progress;
    if (performance.now() + wait >= end) {
      const percent = progress.percent.toFixed(1);
      throw new AerospikeTimeoutError(
        `The job ${taskId} is at ${percent} % after ${timeout} ms; it goes on.`,
      );
    }
    await pause(wait, signal);
  }
}

async function abortJob(session: Session, taskId: bigint): Promise<void> {
  const answers = await infoAll(session, `query-abort:id=${taskId}`);
  for (const { errorCode, response, nodeName } of answers) {
    if (errorCode === 0 || errorCode === ResultCode.RECORD_NOT_FOUND) continue;
    throw errorFromResultCode(errorCode, {
      command: 'query-abort',
      detail: response,
      node: nodeName,
    });
  }
}
