import { ListOp } from '@aeroform/protocol';

/** Calls on lists. */
export type ListCallName = Exclude<keyof typeof ListOp, 'getAllByValue'>;

/** True when the call may change the bin. */
export function isListModify(name: ListCallName): boolean {
  const code = ListOp[name];
  return code < ListOp.size || code >= ListOp.removeByIndex;
}
