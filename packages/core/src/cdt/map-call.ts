import { MapOp } from '@aeroform/protocol';

/** Calls on maps. */
export type MapCallName = Exclude<
  keyof typeof MapOp,
  'add' | 'addItems' | 'replace' | 'replaceItems' | 'removeAllByValue' | 'getAllByValue'
>;

/** True when the call may change the bin. */
export function isMapModify(name: MapCallName): boolean {
  return MapOp[name] < MapOp.size;
}
