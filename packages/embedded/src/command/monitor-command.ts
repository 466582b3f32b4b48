import {
  computeDigest,
  FieldType,
  Info2,
  MAX_TTL_SECONDS,
  OpType,
  ParticleType,
  readInt64,
  ResultCode,
  WireTtl,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { MonitorRecords } from '../transaction/monitor-records.js';
import {
  MONITOR_SET,
  MonitorBin,
  type TransactionMonitor,
} from '../transaction/transaction-monitor.js';
import type { Transactions } from '../transaction/transactions.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { deleteRecord } from './delete-record.js';
import { readRecord } from './read-record.js';
import type { RecordAccess } from './record-access.js';
import { Request, type RequestOp } from './request.js';
import { writeRecord } from './write-record.js';

const DEADLINE_SIZE = 4;

/**
 * Runs a command on the monitor record of a transaction. Clients create it with the transaction's id
 * and the first digests that it will write, append digests, mark it when they commit, and delete it.
 * Nothing else can be written to its set.
 *
 * @throws {CommandError} 22 on writes that are no client's of transactions (inferred), 122 when digests
 *   are appended to a monitor that does not exist (any more), 123 on too many of them, 124 when the
 *   transaction was committed, 125 when a transaction is marked that has ended (inferred), 127 when it is
 *   created twice.
 */
export function runMonitorCommand(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  const { node, namespace } = context;
  const transactions = node.transactions(namespace) as Transactions;
  const seconds = request.recordTtl || namespace.options.mrtDuration;
  const deadline = namespace.clock.nowSeconds() + seconds;
  access.records = new MonitorRecords(namespace, transactions, deadline);
  if (request.has(FieldType.transactionId)) throw forbidden('it belongs to no transaction itself');
  if ((request.info2 & Info2.write) === 0) {
    readRecord(context, request, access, answer);
    return access.found;
  }
  if ((request.info2 & Info2.delete) !== 0) {
    deleteRecord(context, request, access, answer);
    return undefined;
  }
  if (request.has(FieldType.udfModule)) throw forbidden('no function is applied to it');
  const { digest } = access;
  checkWrite(namespace, request, digest, transactions.monitor(digest));
  if (request.ops.some((op) => KINDS[op.name] === 'digests')) {
    const field = Buffer.alloc(DEADLINE_SIZE);
    field.writeUInt32LE(transactions.monitor(digest)?.deadline ?? deadline);
    answer.field(FieldType.transactionDeadline, field);
  }
  return writeRecord(context, withoutTtl(request), access, answer);
}

/** The TTL says how long the transaction may take, whatever the namespace has for TTLs. */
function withoutTtl(request: Request): Request {
  const write = Object.assign(new Request(request.buffer), request);
  write.recordTtl = WireTtl.neverExpire;
  return write;
}

type OpKind = 'id' | 'digests' | 'rollForward';

const KINDS: Partial<Record<string, OpKind>> = {
  [MonitorBin.id]: 'id',
  [MonitorBin.digests]: 'digests',
  [MonitorBin.rollForward]: 'rollForward',
};

const OP_CHECKS: Readonly<Record<OpKind, (op: RequestOp, digest: Buffer) => boolean>> = {
  id: (op, digest) =>
    op.op === OpType.write &&
    op.particleType === ParticleType.integer &&
    op.value.length === 8 &&
    computeDigest(MONITOR_SET, BigInt(readInt64(op.value, 0))).equals(digest),
  digests: ({ op }) => op === OpType.cdtModify,
  rollForward: ({ op, particleType, value }) =>
    op === OpType.write && particleType === ParticleType.boolean && value[0] === 1,
};

function checkWrite(
  namespace: Namespace,
  request: Request,
  digest: Buffer,
  monitor: TransactionMonitor | undefined,
): void {
  const kinds = new Set<OpKind>();
  for (const op of request.ops) {
    const kind = KINDS[op.name];
    if (kind === undefined || !OP_CHECKS[kind](op, digest)) {
      throw forbidden(`operation ${op.op} on bin "${op.name}"`);
    }
    kinds.add(kind);
  }
  if (monitor !== undefined && kinds.has('id')) {
    throw new CommandError(ResultCode.TRANSACTION_MONITOR_EXISTS, 'the transaction has begun');
  }
  if (monitor?.rollsForward === true) {
    throw new CommandError(ResultCode.TRANSACTION_COMMITTED, 'the transaction is committed');
  }
  if (monitor === undefined || monitor.hasEnded) checkCreation(namespace, request, kinds);
}

/** Aerospike's release notes say that `disable-mrt-writes` blocks it; the code is inferred. */
function checkCreation(
  { settings }: Namespace,
  request: Request,
  kinds: ReadonlySet<OpKind>,
): void {
  if (kinds.has('rollForward')) {
    throw new CommandError(ResultCode.TRANSACTION_ABORTED, 'the transaction has ended');
  }
  if (!kinds.has('id')) {
    throw new CommandError(ResultCode.TRANSACTION_EXPIRED, 'the transaction has ended');
  }
  if (settings.isTrue('disable-mrt-writes'))
    throw forbidden('transactions that write are disabled');
  if (request.recordTtl > MAX_TTL_SECONDS) {
    throw new CommandError(ResultCode.PARAMETER, `a transaction of ${request.recordTtl} seconds`);
  }
}

function forbidden(what: string): CommandError {
  return new CommandError(ResultCode.FORBIDDEN, `a monitor record: ${what}`);
}
