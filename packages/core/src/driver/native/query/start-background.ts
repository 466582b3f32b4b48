import { utf8Length } from '@aeroform/protocol';
import { abortFailure } from '../../../error/abort-failure.js';
import type { BackgroundCommand, BackgroundWork } from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { unknownNamespace } from '../connection/unknown-namespace.js';
import { manyCommands, type OfficialQuery } from '../official-many.js';
import type { OfficialModule } from '../official-module.js';
import { officialOperatePolicy } from '../official-policy.js';
import { toOfficialOperations } from '../operation/to-official-operation.js';
import { toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import { officialQueryFailure } from './official-query-failure.js';
import { toOfficialFilter } from './to-official-filter.js';

/** Most bytes of the name of a module or function: the addon cuts longer ones, or writes past its memory. */
const MAX_NAME_BYTES = 63;

/**
 * Starts a job on all nodes.
 *
 * @throws {UnsupportedByDriverError} for what the official client cannot ask for.
 */
export async function startBackground(
  connection: NativeConnection,
  command: BackgroundCommand,
): Promise<void> {
  const { namespace, set, policy, taskId } = command;
  const { signal } = policy;
  const query = toJob(connection.official, command);
  const official = officialOperatePolicy(policy);
  const failure = unknownNamespace(connection, namespace);
  if (failure !== undefined) throw failure;
  if (signal?.aborted === true) throw abortFailure(signal);
  const started = new Promise<void>((resolve, reject) => {
    const commands = manyCommands(connection.client);
    commands.queryBackground(namespace, set, query, official, Number(taskId), (error) => {
      if (error) reject(officialQueryFailure(connection, command, error, true));
      else resolve();
    });
  });
  await untilAborted(connection.during(started), signal);
}

/** @throws {UnsupportedByDriverError} for what the official client cannot ask for. */
function toJob(official: OfficialModule, command: BackgroundCommand): OfficialQuery {
  const { predicate, policy, recordsPerSecond, work } = command;
  if (recordsPerSecond > 0) throw unsupported('recordsPerSecondOfJob');
  return {
    ...(predicate === null ? {} : { filters: [toOfficialFilter(official, predicate)] }),
    ...WORK[work.kind](official, work as never),
    ttl: policy.ttl >>> 0,
  };
}

const WORK: {
  readonly [K in BackgroundWork['kind']]: (
    official: OfficialModule,
    work: Extract<BackgroundWork, { kind: K }>,
  ) => OfficialQuery;
} = {
  operate: (official, { operations }) => ({ ops: toOfficialOperations(official, operations) }),
  apply: (official, { call }) => {
    const { module, functionName, args } = call;
    if (utf8Length(module) > MAX_NAME_BYTES || utf8Length(functionName) > MAX_NAME_BYTES) {
      throw unsupported('longFunctionName');
    }
    const given = args.map((arg, i) => toOfficialValue(official, arg, `args[${i}]`));
    return { udf: { module, funcname: functionName, args: given } };
  },
};

/** The addon cannot be stopped: its answer is not waited for. */
function untilAborted(started: Promise<void>, signal: AbortSignal | null): Promise<void> {
  if (signal === null) return started;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortFailure(signal, { inDoubt: true }));
    signal.addEventListener('abort', abort, { once: true });
    started.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
