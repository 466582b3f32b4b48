import { ResultCode } from '@aeroform/protocol';
import type { CallListener, Driver } from '../driver/driver.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import { TransactionError } from '../error/transaction-error.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import type { Verb } from '../observability/verb.js';
import type { BasePolicy } from '../policy/base-policy.js';
import { OPERATE_DEFAULTS, REMOVE_DEFAULTS } from '../policy/complete-policy.js';
import { announcement, monitorKey } from './monitor-record.js';
import type { ClientTransaction } from '../transaction/transaction.js';

/** The call that is about to write. */
export interface AnnouncedCall {
  readonly verb: Verb;
  readonly policy: Pick<Required<BasePolicy>, TimingField> & {
    readonly signal: AbortSignal | null;
  };
  readonly listener: CallListener;
}

type TimingField =
  | 'socketTimeout'
  | 'totalTimeout'
  | 'maxRetries'
  | 'sleepBetweenRetries'
  | 'timeoutDelay'
  | 'compress';

/**
 * Tells the servers which records a transaction is about to write, so that they can end it when the
 * client can't. The first time makes the monitor record.
 */
export async function announceWrites(
  driver: Driver,
  txn: ClientTransaction,
  keys: readonly ResolvedKey[],
  call: AnnouncedCall,
): Promise<void> {
  if (txn.deadline === 0) await txn.inTurn(() => announceNew(driver, txn, keys, call));
  else await announceNew(driver, txn, keys, call);
}

async function announceNew(
  driver: Driver,
  txn: ClientTransaction,
  keys: readonly ResolvedKey[],
  call: AnnouncedCall,
): Promise<void> {
  const fresh = keys.filter((key) => !txn.log.isAnnounced(key));
  if (fresh.length === 0) return;
  const send = (exists: boolean): Promise<number> => sendTo(driver, txn, fresh, { call, exists });
  if (txn.deadline === 0) {
    // An attempt whose answer got lost has made the monitor record.
    txn.deadline = await send(false).catch((error: unknown) => {
      if (!isMonitorThere(error)) throw error;
      return send(true);
    });
    if (txn.deadline === 0) await takeBack(driver, txn, call);
  } else {
    await send(true);
  }
  txn.log.noteAnnounced(fresh);
}

/** A server of the Community Edition takes the monitor record for a record like any other. */
async function takeBack(
  driver: Driver,
  txn: ClientTransaction,
  { verb, listener }: AnnouncedCall,
): Promise<never> {
  const key = monitorKey(txn.namespace as string, txn.id);
  await driver.execute({ kind: 'remove', verb, key, policy: REMOVE_DEFAULTS }, listener);
  throw errorFromResultCode(ResultCode.ENTERPRISE_ONLY, { command: verb });
}

interface Announcement {
  readonly call: AnnouncedCall;
  /** Whether there is a monitor record already. */
  readonly exists: boolean;
}

function sendTo(
  driver: Driver,
  txn: ClientTransaction,
  keys: readonly ResolvedKey[],
  { call: { verb, policy, listener }, exists }: Announcement,
): Promise<number> {
  const { socketTimeout, totalTimeout, maxRetries, sleepBetweenRetries } = policy;
  const { timeoutDelay, compress, signal } = policy;
  const timing = { socketTimeout, totalTimeout, maxRetries, sleepBetweenRetries, timeoutDelay };
  return driver.execute(
    {
      kind: 'announce',
      verb,
      key: monitorKey(txn.namespace as string, txn.id),
      operations: announcement(txn.id, keys, exists),
      policy: { ...OPERATE_DEFAULTS, ...timing, compress, signal, ttl: txn.timeout },
    },
    listener,
  );
}

function isMonitorThere(error: unknown): boolean {
  return error instanceof TransactionError && error.code === 'TRANSACTION_MONITOR_EXISTS';
}
