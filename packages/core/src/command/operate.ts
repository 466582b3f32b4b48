import { InvalidArgError } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { checkOperations } from '../operation/check-operation.js';
import type { Operation } from '../operation/operation.js';
import { OPERATOR_READ } from '../operation/operator.js';
import type { CompleteOperatePolicy } from '../policy/complete-policy.js';
import { mergeOperatePolicy } from '../policy/merge-policy.js';
import type { OperatePolicy } from '../policy/operate-policy.js';
import type { WriteMeta } from '../policy/write-policy.js';
import type { AerospikeRecord, OperateOrderedResult } from '../record/record.js';
import { execute, type Session } from './session.js';

/** What operations take besides themselves. */
export interface OperateOptions {
  readonly meta?: WriteMeta | null | undefined;
  readonly policy?: OperatePolicy | undefined;
}

/** Runs operations on one record, atomically; the answer has one value for each bin. */
export async function operate(
  session: Session,
  key: Key,
  operations: readonly Operation[],
  options: OperateOptions,
): Promise<AerospikeRecord> {
  checkOperations(operations);
  return execute(session, {
    kind: 'operate',
    verb: 'operate',
    key: resolveKey(key),
    operations,
    policy: operatePolicy(session, operations, options),
  });
}

/** Runs operations on one record, atomically; the answer has one entry for each operation. */
export async function operateOrdered(
  session: Session,
  key: Key,
  operations: readonly Operation[],
  options: OperateOptions,
): Promise<OperateOrderedResult> {
  checkOperations(operations);
  operations.forEach(refuseReadAll);
  return execute(session, {
    kind: 'operateOrdered',
    verb: 'operateOrdered',
    key: resolveKey(key),
    operations,
    policy: operatePolicy(session, operations, options),
  });
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

/** All bins at once are no single entry. */
function refuseReadAll(operation: Operation, i: number): void {
  const { family, bin } = operation;
  if (family !== 'scalar' || operation.operator !== OPERATOR_READ || bin !== '') return;
  throw new InvalidArgError(
    `ops[${i}] reads all bins, which is not one entry of an ordered answer: name the bins, or use operate()`,
    { argument: `ops[${i}]` },
  );
}
