import { InvalidArgError } from '../error/argument-error.js';
import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { checkOperations } from '../operation/check-operation.js';
import { isWriteOperation } from '../operation/compile-operation.js';
import type { Operation } from '../operation/operation.js';
import { isReadOfAllBins } from '../operation/read-of-all-bins.js';
import type { CompleteOperatePolicy } from '../policy/complete-policy.js';
import { mergeOperatePolicy } from '../policy/merge-policy.js';
import type { OperatePolicy } from '../policy/operate-policy.js';
import type { WriteMeta } from '../policy/write-policy.js';
import type { OperateOrderedResult, OperateResult } from '../record/record.js';
import type { BinValue } from '../value/bin-value.js';
import { setBin } from '../value/set-bin.js';
import { execute, type Session } from './session.js';

/** What operations take besides themselves. */
export interface OperateOptions {
  readonly meta?: WriteMeta | null | undefined;
  readonly policy?: OperatePolicy | undefined;
}

/** Runs operations on one record, atomically; the answer has the results by bin, and all in order. */
export async function operate(
  session: Session,
  key: Key | PreparedKey,
  operations: readonly Operation[],
  options: OperateOptions,
): Promise<OperateResult> {
  checkOperations(operations);
  const command = {
    verb: 'operate',
    key: resolveKey(key),
    operations,
    policy: operatePolicy(session, operations, options),
  } as const;
  if (!operations.some(isReadOfAllBins) && session.driver.answersEach(operations)) {
    return recordOf(
      operations,
      await execute(session, () => ({ kind: 'operateOrdered', ...command })),
    );
  }
  const {
    key: recordKey,
    meta,
    bins,
  } = await execute(session, () => ({ kind: 'operate', ...command }));
  return { key: recordKey, meta, bins, orderedBins: null };
}

/** The last result of each bin; a write without a result leaves what was read before. */
function recordOf(
  operations: readonly Operation[],
  { key, meta, orderedBins }: OperateOrderedResult,
): OperateResult {
  const bins: Record<string, BinValue> = {};
  operations.forEach((operation, i) => {
    const value = orderedBins[i]?.value ?? null;
    if (value !== null) setBin(bins, operation.bin, value);
    else if (!isWriteOperation(operation)) delete bins[operation.bin];
  });
  return { key, meta, bins, orderedBins };
}

/** Runs operations on one record, atomically; the answer has one entry for each operation. */
export async function operateOrdered(
  session: Session,
  key: Key | PreparedKey,
  operations: readonly Operation[],
  options: OperateOptions,
): Promise<OperateOrderedResult> {
  checkOperations(operations);
  operations.forEach(refuseReadAll);
  return execute(session, () => ({
    kind: 'operateOrdered',
    verb: 'operateOrdered',
    key: resolveKey(key),
    operations,
    policy: operatePolicy(session, operations, options),
  }));
}

/** The ttl that a touch asks for, which holds for the whole record. */
export function touchTtl(operations: readonly Operation[]): number | null {
  let ttl: number | null = null;
  for (const operation of operations) {
    if (operation.family === 'scalar') ttl = operation.ttl ?? ttl;
  }
  return ttl;
}

function operatePolicy(
  session: Session,
  operations: readonly Operation[],
  { meta, policy }: OperateOptions,
): CompleteOperatePolicy {
  const merged = mergeOperatePolicy(session.policies.operate, policy, meta);
  const ttl = touchTtl(operations);
  return ttl === null ? merged : { ...merged, ttl };
}

/** All bins at once are no single entry, and the server refuses to answer them in order. */
function refuseReadAll(operation: Operation, i: number): void {
  if (!isReadOfAllBins(operation)) return;
  throw new InvalidArgError(
    `ops[${i}] reads all bins, which is not one entry of an ordered answer: name the bins, or use operate()`,
    { argument: `ops[${i}]` },
  );
}
