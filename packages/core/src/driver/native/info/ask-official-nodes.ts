import { formatInfoError } from '@aeroform/protocol';
import { abortFailure } from '../../../error/abort-failure.js';
import { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import type { CompleteAdminPolicy } from '../../../policy/complete-policy.js';
import type { InfoAnswer, InfoTarget } from '../../driver.js';
import { isChange } from '../../is-change.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { fromOfficialError } from '../from-official-error.js';
import { manyCommands } from '../official-many.js';
import type { OfficialError } from '../official-module.js';
import { unsupported } from '../unsupported.js';
import { type ModuleToRegister, parseUdfPut, registerModule } from './register-module.js';

/** Most bytes of a request: the addon cuts longer ones. */
const MAX_REQUEST_BYTES = 255;

/**
 * Asks nodes, all at once; a failure is part of the answer.
 *
 * @throws {UnsupportedByDriverError} for a command that is too long; {ClusterError} that lists the nodes
 *   there are, when the target is none.
 */
export async function askOfficialNodes(
  connection: NativeConnection,
  target: InfoTarget,
  command: string,
  policy: CompleteAdminPolicy,
): Promise<InfoAnswer[]> {
  const nodes = targetNodes(connection, target);
  const { signal } = policy;
  const module = target === 'random' ? parseUdfPut(command) : undefined;
  if (module === undefined && Buffer.byteLength(command) > MAX_REQUEST_BYTES) {
    throw unsupported('longInfoCommand', command.split(/[:/]/, 1)[0]);
  }
  if (signal?.aborted === true) return nodes.map((node) => failed(node, abortFailure(signal)));
  const asked = nodes.map((node) => askNode(connection, node, { command, module, policy }));
  return Promise.all(
    asked.map((answer, i) => untilAborted(answer, nodes[i] as string, command, signal)),
  );
}

function targetNodes({ client }: NativeConnection, target: InfoTarget): string[] {
  const names = client.getNodes().map(({ name }) => name);
  if (target === 'all') return names;
  if (target !== 'random') {
    if (names.includes(target.node)) return [target.node];
    throw new ClusterError(
      `The cluster has no node "${target.node}"; it has ${names.join(', ')}.`,
      { code: 'NODE_NOT_FOUND' },
    );
  }
  const chosen = names[Math.floor(Math.random() * names.length)];
  if (chosen !== undefined) return [chosen];
  throw new ClusterError('The cluster has no nodes at the moment.', { code: 'NO_NODES' });
}

interface Question {
  readonly command: string;
  readonly module: ModuleToRegister | undefined;
  readonly policy: CompleteAdminPolicy;
}

/** Never rejects. */
function askNode(
  connection: NativeConnection,
  node: string,
  question: Question,
): Promise<InfoAnswer> {
  const { command, module, policy } = question;
  const { timeout } = policy;
  const asked = new Promise<string | null>((resolve, reject) => {
    const done = (error: OfficialError | null | undefined, value?: string | null): void => {
      if (error) reject(error as unknown as Error);
      else resolve(module === undefined ? (value ?? null) : '');
    };
    if (module === undefined) {
      manyCommands(connection.client).infoNode(command, node, { timeout }, done);
    } else {
      registerModule(connection, module, { timeout }, done).catch(reject);
    }
  });
  const answer = asked.then(
    (text) =>
      text === null
        ? failed(node, nodeGone(node))
        : { node, value: valueOf(command, text), failure: null },
    (error: OfficialError | AerospikeError) => refused(node, command, error),
  );
  return connection.during(answer);
}

/** What the node said: the official client has the command in front of it. */
function valueOf(command: string, text: string): string {
  const value = text.startsWith(`${command}\t`) ? text.slice(command.length + 1) : text;
  return value.endsWith('\n') ? value.slice(0, -1) : value;
}

/** An error that the node answered is an answer, which the official client has taken apart. */
function refused(node: string, command: string, error: OfficialError | AerospikeError): InfoAnswer {
  if (error instanceof AerospikeError) return failed(node, error);
  const { code, message } = error;
  const text = message.replace(/\n?(?: from \S+)?$/, '');
  if (text.startsWith('error=')) return { node, value: withEncodedMessage(text), failure: null };
  if (code > 0 && !(code === TIMEOUT && isOwnTimeout(message))) {
    return { node, value: formatInfoError(code, text), failure: null };
  }
  const verb = `info ${command.split(/[:/]/, 1)[0] as string}`;
  return failed(node, fromOfficialError(error, { verb, node, isWrite: isChange(command) }));
}

const TIMEOUT = 9;

/** Also what the addon says when nothing came in time has code 9, and no text of a server. */
function isOwnTimeout(message: string): boolean {
  return /timeout|timed out/i.test(message);
}

/** The official client has decoded the complaint of the Lua compiler. */
function withEncodedMessage(text: string): string {
  return text.replace(/(^|;)message=(.*)$/s, (_all, before: string, message: string) => {
    return `${before}message=${Buffer.from(message).toString('base64')}`;
  });
}

function failed(node: string, failure: AerospikeError): InfoAnswer {
  return { node, value: null, failure };
}

function nodeGone(node: string): ClusterError {
  return new ClusterError(`Node ${node} is not part of the cluster any more.`, {
    code: 'NODE_GONE',
    node,
  });
}

/** The addon cannot be stopped: its answer is not waited for. */
function untilAborted(
  answer: Promise<InfoAnswer>,
  node: string,
  command: string,
  signal: AbortSignal | null,
): Promise<InfoAnswer> {
  if (signal === null) return answer;
  return new Promise((resolve) => {
    const abort = (): void =>
      resolve(failed(node, abortFailure(signal, { inDoubt: isChange(command) })));
    signal.addEventListener('abort', abort, { once: true });
    void answer.then((given) => {
      signal.removeEventListener('abort', abort);
      resolve(given);
    });
  });
}
