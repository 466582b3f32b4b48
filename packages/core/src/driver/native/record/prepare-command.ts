import { ResultCode } from '@aeroform/protocol';
import { isReadOfAllBins } from '../../../operation/read-of-all-bins.js';
import { POLICY_EXISTS_IGNORE } from '../../../policy/exists.js';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import { POLICY_KEY_SEND } from '../../../policy/key.js';
import { toRecordKey } from '../../../key/resolve-key.js';
import type { CompleteReadPolicy } from '../../../policy/complete-policy.js';
import { checkPropertyName } from '../../../value/bin-name.js';
import type { BinValue } from '../../../value/bin-value.js';
import type {
  ApplyCommand,
  GetCommand,
  HeaderCommand,
  OperateCommand,
  OperateOrderedCommand,
  PutCommand,
  RecordCommand,
  RemoveCommand,
} from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { expectRacks } from '../../wire/cluster/route-key.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { convertBins, fromOfficialValue, withoutNulls } from '../from-official-value.js';
import type {
  OfficialBins,
  OfficialError,
  OfficialInput,
  OfficialMeta,
  OfficialOperation,
  OfficialPolicy,
} from '../official-module.js';
import {
  officialApplyPolicy,
  officialMeta,
  officialOperatePolicy,
  officialReadPolicy,
  officialRemovePolicy,
} from '../official-policy.js';
import { pairResults } from '../operation/pair-results.js';
import { type OperationPlan, planOperations, typedPlan } from '../operation/operation-plan.js';
import { toOfficialOperations } from '../operation/to-official-operation.js';
import { writeBin } from '../operation/write-operation.js';
import { toOfficialKey } from '../to-official-key.js';
import { toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import { exactRecord } from './exact-record.js';
import { toMetadata } from './to-metadata.js';

type Failure = OfficialError | null | undefined;

/** Takes how a command ended: the answer, or a promise of it. Never throws. */
export type Done = (error: Failure, answer?: unknown) => void;

/** Hands a command, whose values were converted before, to the addon. */
export type SendCommand = (done: Done) => void;

type Kind = RecordCommand['kind'];

/** How each kind of command goes to the addon and comes back. Refuses before anything is sent. */
export const PREPARERS: {
  readonly [K in Kind]: (
    connection: NativeConnection,
    command: Extract<RecordCommand, { kind: K }>,
  ) => SendCommand;
} = {
  get: prepareGet,
  header: prepareHeader,
  put: preparePut,
  remove: prepareRemove,
  operate: prepareOperate,
  operateOrdered: prepareOrdered,
  apply: prepareApply,
  announce: () => {
    throw unsupported('transaction');
  },
};

function readPolicyOf(
  connection: NativeConnection,
  policy: CompleteReadPolicy,
): OfficialPolicy | undefined {
  if (policy === connection.policies.read) return undefined;
  expectRacks(connection, policy.replica);
  return officialReadPolicy(policy);
}

function prepareGet(connection: NativeConnection, command: GetCommand): SendCommand {
  const { bins: names } = command;
  const policy = readPolicyOf(connection, command.policy);
  const key = toOfficialKey(command.key);
  const { as_client: commands } = connection.client;
  return (done) => {
    const answered = (error: Failure, bins: OfficialBins, meta: OfficialMeta): void => {
      if (error !== null && error !== undefined) {
        done(isUndecodable(error) ? null : error, exactAnswer(error, connection, command));
      } else if (convertBins(bins).length > 0) {
        done(null, exactRecord(connection, command));
      } else {
        done(null, { key: toRecordKey(command.key), meta: toMetadata(meta), bins });
      }
    };
    if (names === null) commands.getAsync(key, policy, answered);
    else if (names.length > 0) commands.selectAsync(key, names, policy, answered);
    else commands.existsAsync(key, policy, (error, _bins, meta) => answered(error, {}, meta));
  };
}

function exactAnswer(
  error: OfficialError,
  connection: NativeConnection,
  command: GetCommand,
): unknown {
  return isUndecodable(error) ? exactRecord(connection, command) : undefined;
}

/** The addon gives up on maps whose keys are neither integers, nor text, nor bytes. */
export function isUndecodable({ code, message }: OfficialError): boolean {
  return code === -1 && message.includes('deserialize');
}

function prepareHeader(connection: NativeConnection, command: HeaderCommand): SendCommand {
  const policy = readPolicyOf(connection, command.policy);
  const key = toOfficialKey(command.key);
  const { as_client: commands } = connection.client;
  return (done) =>
    commands.existsAsync(key, policy, (error, _bins, meta) => {
      if (error === null || error === undefined) done(null, toMetadata(meta));
      else if (error.code === ResultCode.RECORD_NOT_FOUND) done(null, null);
      else done(error);
    });
}

/** As operations: the official client tells the generation after a put to nobody. */
function preparePut(connection: NativeConnection, command: PutCommand): SendCommand {
  const { official, client, policies, isWriteOperate, writeCode } = connection;
  const { bins, policy } = command;
  const operations: OfficialOperation[] = [];
  for (const name of Object.keys(bins)) {
    checkPropertyName(name, 'bins');
    const value = bins[name] as BinValue;
    const isPlain = typeof value === 'string' ? !value.includes('\0') : Number.isSafeInteger(value);
    operations.push(
      isPlain ? { op: writeCode, bin: name, value } : writeBin(official, name, value, 'bins'),
    );
  }
  const key = toOfficialKey(command.key, policy.key === POLICY_KEY_SEND);
  const isDefault = policy === policies.write && isWriteOperate;
  const given = isDefault ? undefined : officialOperatePolicy(policy);
  const meta = metaOf(policy);
  const { as_client: commands } = client;
  return (done) =>
    commands.operateAsync(key, operations, meta, given, (error, _bins, answered) => {
      if (error === null || error === undefined) done(null, toMetadata(answered));
      else done(error);
    });
}

function metaOf(policy: {
  readonly generation: number;
  readonly ttl: number;
}): OfficialMeta | undefined {
  return policy.generation === 0 && policy.ttl === 0 ? undefined : officialMeta(policy);
}

function prepareRemove(connection: NativeConnection, command: RemoveCommand): SendCommand {
  const { policy } = command;
  const isDefault = policy === connection.policies.remove;
  const given = isDefault ? undefined : officialRemovePolicy(policy);
  const key = toOfficialKey(command.key);
  const { as_client: commands } = connection.client;
  return (done) => commands.removeAsync(key, given, (error) => done(error));
}

/** All bins, and what operations answer besides; of several results of a bin, the last. */
function prepareOperate(connection: NativeConnection, command: OperateCommand): SendCommand {
  const { key, operations, policy } = command;
  expectRacks(connection, policy.replica);
  const given = toOfficialOperations(connection.official, operations);
  const isOnlyReading = !isWrite(command);
  return (done) =>
    sendOperations(
      connection,
      command,
      { operations: given, isRaw: false },
      (error, bins, meta) => {
        if (error !== null && error !== undefined) {
          done(error);
          return;
        }
        const isInexact = convertBins(bins).length > 0;
        if (isInexact && isOnlyReading && operations.every(isReadOfAllBins)) {
          done(null, exactRecord(connection, { ...command, bins: null }));
          return;
        }
        pairResults(operations, bins as Record<string, BinValue>);
        done(null, { key: toRecordKey(key), meta: toMetadata(meta), bins: withoutNulls(bins) });
      },
    );
}

function prepareOrdered(connection: NativeConnection, command: OperateOrderedCommand): SendCommand {
  const { key, operations, policy } = command;
  const { official } = connection;
  expectRacks(connection, policy.replica);
  const plan = planOperations(official, operations);
  return (done) => {
    const send = (used: OperationPlan): void =>
      sendOperations(connection, command, used, (error, bins, meta) => {
        if (error !== null && error !== undefined) {
          done(error);
          return;
        }
        const { isExact, ordered } = used.read(bins);
        if (!isExact && !isWrite(command)) send(typedPlan(official, operations));
        else done(null, { key: toRecordKey(key), meta: toMetadata(meta), orderedBins: ordered });
      });
    send(plan);
  };
}

function sendOperations(
  { client, policies }: NativeConnection,
  { key, policy }: OperateCommand | OperateOrderedCommand,
  { operations, isRaw }: Pick<OperationPlan, 'operations' | 'isRaw'>,
  answered: (error: Failure, bins: OfficialBins, meta: OfficialMeta) => void,
): void {
  const isDefault = policy === policies.operate;
  const given = isDefault && !isRaw ? undefined : officialOperatePolicy(policy);
  const sent = isRaw ? { ...given, deserialize: false } : given;
  const sendsKey = policy.key === POLICY_KEY_SEND;
  client.as_client.operateAsync(
    toOfficialKey(key, sendsKey),
    operations,
    metaOf(policy),
    sent,
    answered,
  );
}

function prepareApply(connection: NativeConnection, command: ApplyCommand): SendCommand {
  const { call, policy } = command;
  const args = call.args.map((arg, i): OfficialInput =>
    toOfficialValue(connection.official, arg, `args[${i}]`),
  );
  if (policy.gen !== POLICY_GEN_IGNORE || policy.exists !== POLICY_EXISTS_IGNORE) {
    throw unsupported('applyConditions');
  }
  const udf = { module: call.module, funcname: call.functionName, args };
  const key = toOfficialKey(command.key, policy.key === POLICY_KEY_SEND);
  const given = officialApplyPolicy(policy);
  const { as_client: commands } = connection.client;
  return (done) =>
    commands.applyAsync(key, udf, given, (error, value) => {
      if (error === null || error === undefined) done(null, { value: fromOfficialValue(value) });
      else if (error.code === ResultCode.UDF_ERROR) {
        done(null, { failure: error.message, resultCode: error.code });
      } else done(error);
    });
}
