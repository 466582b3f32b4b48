import { types } from 'node:util';
import { HllLimit } from '@aeroform/protocol';
import type { HllPolicy } from '../cdt/hll-policy.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { Hll } from '../value/hll.js';
import { isPlainObject } from '../value/write-element.js';
import { valueBrand } from '../value/value-brand.js';
import { checkFlags } from '../error/check-constant.js';
import { type CallParameter, checkFields, type ListOfValues, values } from './call-parameter.js';

/** What stands on the wire for a bit count that is not given. */
const UNSET = -1;
const ALL_WRITE_FLAGS = 0b1111;

/** Sketches, as `Hll` values or as the bytes of one. */
export type Sketches = readonly (Hll | Uint8Array)[];

/** Bits of the register index: 2^bits registers. */
export const INDEX_BITS: CallParameter<number> = {
  name: 'indexBitCount',
  append(args, given, path) {
    const { minIndexBits, maxIndexBits } = HllLimit;
    if (!Number.isInteger(given) || given < minIndexBits || given > maxIndexBits) {
      throw invalidArg(path, given, `an integer of ${minIndexBits} to ${maxIndexBits}`);
    }
    args.push(given);
  },
};

/** The same, left out for a sketch that exists. */
export const OPTIONAL_INDEX_BITS: CallParameter<number | undefined> = {
  name: INDEX_BITS.name,
  append(args, given, path) {
    if (given === undefined) args.push(UNSET);
    else INDEX_BITS.append(args, given, path);
  },
};

/** Bits of each register for similarity; 0 or left out for none. */
export const MINHASH_BITS: CallParameter<number | undefined> = {
  name: 'minhashBitCount',
  append(args, given, path) {
    args.push(given === undefined ? UNSET : checkMinhashBits(given, args.at(-1) as number, path));
  },
};

function checkMinhashBits(given: number, indexBits: number, path: string): number {
  const { minMinHashBits, maxMinHashBits, maxCombinedBits } = HllLimit;
  if (given === 0) return given;
  if (!Number.isInteger(given) || given < minMinHashBits || given > maxMinHashBits) {
    throw invalidArg(path, given, `0 or an integer of ${minMinHashBits} to ${maxMinHashBits}`);
  }
  if (given + indexBits > maxCombinedBits) {
    throw invalidArg(path, given, `at most ${maxCombinedBits} together with indexBitCount`);
  }
  return given;
}

/** Flags of an HLL write, always on the wire. */
export const HLL_POLICY: CallParameter<HllPolicy | undefined> = {
  name: 'policy',
  append(args, given, path) {
    if (given !== undefined) checkFields(given, path, ['flags']);
    args.push(checkFlags(given?.flags ?? 0, `${path}.flags`, ALL_WRITE_FLAGS, 'HLL_WRITE_'));
  },
};

/** Sketches to combine with. */
export const SKETCHES: CallParameter<Sketches> = {
  name: 'values',
  append(args, given, path) {
    if (!Array.isArray(given)) throw invalidArg(path, given, 'an array of Hll values');
    expectSome(given.length, path);
    args.push((given as Sketches).map((sketch, i) => toSketch(sketch, `${path}[${i}]`)));
  },
};

/** Values to add. */
export const ADDED: CallParameter<ListOfValues> = {
  name: 'values',
  append(args, given, path) {
    values().append(args, given, path);
    const added = args.at(-1) as readonly unknown[];
    expectSome(added.length, path);
    const nested = added.findIndex(isContainer);
    if (nested < 0) return;
    throw invalidArg(
      `${path}[${nested}]`,
      added[nested],
      'a value without parts: a sketch counts no lists and maps',
    );
  },
};

/** The server refuses them, without saying what it is about. */
function isContainer(value: unknown): boolean {
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return true;
  return typeof value === 'object' && value !== null && isPlainObject(value);
}

function expectSome(count: number, path: string): void {
  if (count > 0) return;
  throw new InvalidArgError(`${path} must hold at least one value`, { argument: path });
}

function toSketch(sketch: Hll | Uint8Array, path: string): Hll {
  if (types.isUint8Array(sketch)) return new Hll(sketch);
  if (typeof sketch === 'object' && sketch !== null && valueBrand(sketch) === 'hll') return sketch;
  throw invalidArg(path, sketch, 'an Hll value or the bytes of one');
}
