import { ResultCode } from '@aeroform/protocol';
import type {
  BatchCommand,
  BatchRowAnswer,
  CallListener,
  Driver,
  RecordAnswers,
  RecordCommand,
} from '../driver/driver.js';
import { isWrite } from '../driver/is-write.js';
import { AerospikeError } from '../error/aerospike-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import { toRecordKey } from '../key/resolve-key.js';
import type { ClientTransaction } from '../transaction/transaction.js';
import { announceWrites } from './announce-writes.js';
import type { Session } from './session.js';

/** Runs a command on one record as part of a transaction. */
export async function executeInTransaction<C extends RecordCommand>(
  session: Session,
  txn: ClientTransaction,
  command: C,
  listener: CallListener,
): Promise<RecordAnswers[C['kind']]> {
  const { key, verb, policy } = command;
  const { driver } = session;
  txn.enter(session, [key]);
  try {
    if (isWrite(command)) await announceWrites(driver, txn, [key], { verb, policy, listener });
    return await send(driver, txn, command, listener);
  } catch (error) {
    throw withRemedy(error, command);
  } finally {
    txn.leave();
  }
}

async function send<C extends RecordCommand>(
  driver: Driver,
  txn: ClientTransaction,
  command: C,
  listener: CallListener,
): Promise<RecordAnswers[C['kind']]> {
  try {
    return await driver.execute(command, listener);
  } catch (error) {
    if (error instanceof AerospikeError && error.inDoubt) txn.log.noteDoubt(command.key);
    throw error;
  }
}

/** Runs a batch as part of a transaction. */
export async function batchInTransaction(
  session: Session,
  txn: ClientTransaction,
  command: BatchCommand,
  listener: CallListener,
): Promise<BatchRowAnswer[]> {
  const { rows, policy, verb } = command;
  const { driver } = session;
  const keys = rows.map(({ key }) => key);
  txn.enter(session, keys);
  try {
    const written = keys.filter((_key, i) => isWrite(rows[i] as (typeof rows)[number]));
    if (written.length > 0) await announceWrites(driver, txn, written, { verb, policy, listener });
    const answers = await driver.batch(command, listener);
    answers.forEach(({ inDoubt }, i) => {
      if (inDoubt) txn.log.noteDoubt(keys[i] as (typeof keys)[number]);
    });
    return answers;
  } catch (error) {
    throw withRemedy(error, { verb });
  } finally {
    txn.leave();
  }
}

const REMEDIES: Partial<Record<number, string>> = {
  [ResultCode.ENTERPRISE_ONLY]:
    'transactions need the Enterprise Edition 8.0: connect to such a cluster, or leave out policy.txn',
  [ResultCode.UNSUPPORTED_FEATURE]:
    'transactions need a namespace with strong-consistency on servers from version 8.0: use such a one, or leave out policy.txn',
};

/** Servers that have no transactions say little of the reason. */
function withRemedy(
  error: unknown,
  { verb, key }: Pick<RecordCommand, 'verb'> & Partial<Pick<RecordCommand, 'key'>>,
): unknown {
  if (!(error instanceof AerospikeError)) return error;
  const remedy = REMEDIES[error.resultCode];
  if (remedy === undefined) return error;
  const { node, attempts } = error;
  return errorFromResultCode(error.resultCode, {
    command: verb,
    remedy,
    cause: error,
    ...(key === undefined ? {} : { key: toRecordKey(key) }),
    ...(node === undefined ? {} : { node }),
    ...(attempts === undefined ? {} : { attempts }),
  });
}
