import {
  type AerospikeClient,
  type CommitStatus,
  exp,
  ctx,
  EXP_TYPE_LIST,
  listSize,
  LOOP_VAR_INDEX,
  LOOP_VAR_VALUE,
  operations,
  PATH_MODIFY_DEFAULT,
  PATH_SELECT_VALUE,
  POLICY_READ_MODE_SC_LINEARIZE,
  type Transaction,
  TransactionError,
  withContext,
} from '@aeroform/core';

declare const client: AerospikeClient;
declare const txn: Transaction;

export async function transactions(): Promise<void> {
  const count: number = await client.transaction(async (given) => {
    await client.put(['test', 's', 1], { a: 1 }, null, { txn: given, onLockingOnly: true });
    await client.batchRead([['test', 's', 1]], null, { txn: given });
    return 1;
  });
  const status: CommitStatus = await txn.commit();
  // @ts-expect-error -- a transaction takes its time-out in seconds, under this name
  client.beginTransaction({ totalTimeout: 5 });
  // @ts-expect-error -- queries are no part of transactions
  await client.query('test', 's').results({ txn });
  // @ts-expect-error -- the id of a transaction is no transaction
  await client.get(['test', 's', 1], { txn: txn.id });
  // @ts-expect-error -- read modes are constants
  await client.get(['test', 's', 1], { readModeSc: 7 });
  await client.get(['test', 's', 1], { readModeSc: POLICY_READ_MODE_SC_LINEARIZE, compress: true });
  const error = new TransactionError('x', { status: 'VERIFY_FAILED' });
  void [count, status, error.status === 'MARK_ROLL_FORWARD_ABANDONED'];
}

export function paths(): void {
  const value = exp.loopVarInt(LOOP_VAR_VALUE);
  operations.selectByPath('b', PATH_SELECT_VALUE, ctx.allChildrenWithFilter(exp.gt(value, value)));
  operations.modifyByPath('b', exp.removeResult(), PATH_MODIFY_DEFAULT, ctx.allChildren());
  // @ts-expect-error -- a filter is true or false
  ctx.allChildrenWithFilter(value);
  // @ts-expect-error -- an index is an integer
  exp.loopVarString(LOOP_VAR_INDEX);
  // @ts-expect-error -- ordinary paths lead to one element
  withContext(listSize('b'), ctx.allChildren());
  // @ts-expect-error -- an expression of a list is changed to a list
  exp.modifyByPath(EXP_TYPE_LIST, value, 0, exp.mapBin('b'), ctx.allChildren());
  const list = exp.selectByPath(EXP_TYPE_LIST, 1, exp.mapBin('b'), ctx.allChildren());
  exp.gt(exp.listSize(list), exp.intVal(1));
  // @ts-expect-error -- a list is no integer
  exp.gt(list, exp.intVal(1));
}
