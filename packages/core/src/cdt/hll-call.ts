import { HllOp } from '@aeroform/protocol';

/** Calls on HyperLogLog sketches. */
export type HllCallName = keyof typeof HllOp;

/** True when the call may change the bin. */
export function isHllModify(name: HllCallName): boolean {
  return HllOp[name] < HllOp.count;
}
