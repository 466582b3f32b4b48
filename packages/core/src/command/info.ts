import { parseInfoError } from '@aeroform/protocol';
import type { InfoAnswer, InfoTarget } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { CompleteAdminPolicy } from '../policy/complete-policy.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { mergeAdminPolicy } from '../policy/merge-policy.js';
import { explainRefusal } from '../server/explain-refusal.js';
import type { Feature } from '../server/feature.js';
import { atCaller } from './at-caller.js';
import type { Session } from './session.js';

/** Answer of one node to an info command. */
export interface InfoNodeResult {
  /** Name of the node as `getNodeNames` gives it. */
  readonly nodeName: string;
  /** 0 when the node answered, the result code when it refused, -1 when it did not answer. */
  readonly errorCode: number;
  /** What the node said; the reason when it did not answer. */
  readonly response: string;
}

/**
 * Sends an info command to all nodes; a node that fails is part of the result.
 *
 * @throws {ClientError} `ABORTED` by the signal of the policy.
 */
export async function infoAll(
  session: Session,
  command: string,
  policy?: AdminPolicy,
): Promise<InfoNodeResult[]> {
  const merged = mergeAdminPolicy(session.policies.admin, policy);
  const answers = await ask(session, 'all', checkCommand(command), merged);
  const aborted = answers.find(({ failure }) => failure?.code === 'ABORTED');
  if (aborted !== undefined) throw atCaller(aborted.failure, infoAll);
  return answers.map(({ node, value, failure }) => {
    if (value === null) {
      return { nodeName: node, errorCode: -1, response: failure?.message ?? 'no answer' };
    }
    return { nodeName: node, errorCode: parseInfoError(value)?.resultCode ?? 0, response: value };
  });
}

/**
 * Sends an info command to a node chosen at random.
 *
 * @param features - what the command needs of the server.
 * @throws the error that the node answers, or why it does not.
 */
export async function infoRandomNode(
  session: Session,
  command: string,
  policy?: AdminPolicy,
  features: readonly Feature[] = [],
): Promise<string> {
  const merged = mergeAdminPolicy(session.policies.admin, policy);
  const answers = await ask(session, 'random', checkCommand(command), merged);
  try {
    return valueOf(answers[0] as InfoAnswer, command);
  } catch (error) {
    throw atCaller(
      explainRefusal(error, session.driver, () => features),
      infoRandomNode,
    );
  }
}

/**
 * Sends an info command to one node.
 *
 * @throws {ClusterError} that lists the nodes there are, when it is none of them; the error that the
 * node answers, or why it does not.
 */
export async function infoNode(
  session: Session,
  nodeName: string,
  command: string,
  policy?: AdminPolicy,
): Promise<string> {
  if (typeof nodeName !== 'string' || nodeName === '') {
    throw invalidArg('nodeName', nodeName, 'the name of a node, as getNodeNames() gives it');
  }
  const merged = mergeAdminPolicy(session.policies.admin, policy);
  const answers = await ask(session, { node: nodeName }, checkCommand(command), merged);
  try {
    return valueOf(answers[0] as InfoAnswer, command);
  } catch (error) {
    throw atCaller(error, infoNode);
  }
}

/** @throws the error that the node answered, or why it did not. */
function valueOf({ node, value, failure }: InfoAnswer, command: string): string {
  if (failure !== null) throw failure;
  const text = value as string;
  const error = parseInfoError(text);
  if (error === undefined) return text;
  const name = command.split(/[:/]/, 1)[0] as string;
  throw errorFromResultCode(error.resultCode, { command: name, detail: error.message, node });
}

async function ask(
  { driver, observer }: Session,
  target: InfoTarget,
  command: string,
  policy: CompleteAdminPolicy,
): Promise<InfoAnswer[]> {
  const call = observer.begin('info', '', '');
  try {
    const answers = await driver.info(target, command, policy);
    observer.succeed(call);
    return answers;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, ask);
  }
}

/** @throws {InvalidArgError} when the text could be read as several commands. */
function checkCommand(command: string): string {
  if (typeof command === 'string' && command !== '' && !/[\n\r]/.test(command)) return command;
  throw invalidArg('command', command, 'an info command on one line');
}
