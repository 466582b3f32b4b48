import { BitOp } from '@aeroform/protocol';

/** Calls on the bits of blobs. */
export type BitCallName = keyof typeof BitOp;

/** True when the call may change the bin. */
export function isBitModify(name: BitCallName): boolean {
  return BitOp[name] < BitOp.get;
}
