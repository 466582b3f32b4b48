import { FieldType, Info2, Info4, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { MONITOR_SET } from '../transaction/transaction-monitor.js';
import { TransactionRecords } from '../transaction/transaction-records.js';
import type { CommandContext } from './command-context.js';
import { runMonitorCommand } from './monitor-command.js';
import type { RecordAccess } from './record-access.js';
import type { Request } from './request.js';
import { endingOf, ROLL_FLAGS, type TransactionCommand } from './transaction-ending.js';
import { readDeadline, readTransactionId, readVersion } from './transaction-fields.js';
import { checkOwnership, checkUnlocked, checkVersion } from './transaction-lock.js';

/**
 * What transactions mean for a command: it may belong to one, which then gives it its view of the
 * records, may end one, or may have to wait for one. Only of the Enterprise Edition.
 *
 * Sources: the public C and Java clients for fields, flags and codes; for the order of things the calls
 * of `mrt_*` in the public source of the server, whose bodies are not public. What that leaves open is
 * told where it is decided.
 *
 * @returns what runs in place of the command; undefined when the command itself is to run.
 * @throws {CommandError} 16 in a namespace without strong consistency, 4 on malformed fields, 120 when
 *   another transaction has locked the record, 121 when the record is no longer as the transaction has
 *   read it, 122 on a write after the deadline.
 */
export function enterTransaction(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
): TransactionCommand | undefined {
  const transactions = context.node.transactions(context.namespace);
  if (transactions === undefined) {
    checkNoTransaction(request);
    return undefined;
  }
  transactions.settle();
  const isWrite = (request.info2 & Info2.write) !== 0;
  const ending = endingOf(request, isWrite);
  if (ending !== undefined) return ending;
  if (request.text(FieldType.set) === MONITOR_SET) return runMonitorCommand;
  const id = readTransactionId(request);
  if (id === undefined) {
    if (isWrite) checkUnlocked(context, access.digest);
    return undefined;
  }
  const now = context.node.clock.nowSeconds();
  const deadline = isWrite ? readDeadline(request) : now;
  if (now > deadline) throw new CommandError(ResultCode.TRANSACTION_EXPIRED, 'past the deadline');
  checkOwnership(transactions, id, access.digest);
  const onLockingOnly = (request.info4 & Info4.transactionOnLockingOnly) !== 0;
  const call = { id, deadline, onLockingOnly };
  const records = new TransactionRecords(context.namespace, transactions, call);
  if (transactions.lockOf(access.digest) === undefined) {
    checkVersion(context, readVersion(request), access.digest);
  }
  access.records = records;
  access.transaction = records;
  return undefined;
}

/**
 * Transactions need strong consistency. The public source refuses the set of monitor records with code
 * 16 (`set_set_from_msg`); that everything else is refused with it, too, is inferred.
 */
function checkNoTransaction(request: Request): void {
  const isWrite = (request.info2 & Info2.write) !== 0;
  if (
    request.has(FieldType.transactionId) ||
    (request.info4 & (ROLL_FLAGS | Info4.transactionVerifyRead)) !== 0 ||
    (isWrite && request.text(FieldType.set) === MONITOR_SET)
  ) {
    throw new CommandError(
      ResultCode.UNSUPPORTED_FEATURE,
      'transactions need a namespace with strongConsistency: true',
    );
  }
}
