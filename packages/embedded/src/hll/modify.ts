import { HllWriteFlag, ResultCode, type WireValue } from '@aeroform/protocol';
import { refuseOperation } from '../cdt/refuse.js';
import { signedInteger } from '../cdt/signed-integer.js';
import { CommandError } from '../error/command-error.js';
import { markOf } from './element.js';
import { estimateCount } from './estimate.js';
import type { HllArguments } from './hll-arguments.js';
import { areSketchBits, Sketch, type SketchBits } from './sketch.js';
import { commonBits, unite } from './union.js';

/** A new sketch and the answer. */
export interface HllModification {
  readonly sketch: Sketch;
  readonly result: WireValue | undefined;
}

/** Makes an empty sketch; bits that are not given stay as they are. Answers nothing. */
export function init(present: Sketch | undefined, args: HllArguments): HllModification {
  const bits = bitsOf(present, args);
  if (!areSketchBits(bits)) refuseOperation('too many index and min-hash bits');
  return { sketch: new Sketch(bits), result: undefined };
}

/** Adds elements. Answers how many registers changed. */
export function add(present: Sketch | undefined, args: HllArguments): HllModification {
  const sketch = present?.copy() ?? new Sketch(bitsOf(undefined, args));
  let changed = 0;
  for (const element of args.elements) {
    const { register, rank, minHash } = markOf(sketch, element);
    if (sketch.raise(register, rank, minHash)) changed++;
  }
  if (changed > 0) sketch.cachedCount = 0n;
  return { sketch, result: changed };
}

function bitsOf(
  present: Sketch | undefined,
  { indexBits = present?.indexBits, minHashBits = present?.minHashBits ?? 0 }: HllArguments,
): SketchBits {
  if (indexBits === undefined) refuseOperation('a new sketch needs index bits');
  return { indexBits, minHashBits };
}

/** Adds sketches. Without the flag "allow fold" the sketch keeps its bits. Answers nothing. */
export function setUnion(present: Sketch | undefined, args: HllArguments): HllModification {
  const added = args.sketches.map(({ sketch }) => sketch);
  if (present === undefined) return { sketch: unite(added), result: undefined };
  if ((args.flags & HllWriteFlag.allowFold) === 0) {
    const { indexBits, minHashBits } = commonBits(added);
    if (present.indexBits > indexBits) refuseOperation('the index bits would become fewer');
    if (present.minHashBits !== 0 && present.minHashBits !== minHashBits) {
      refuseOperation('the min-hash bits would get lost');
    }
  }
  return { sketch: unite([...added, present]), result: undefined };
}

/** Stores the count with the sketch, and answers it. */
export function refreshCount(present: Sketch | undefined): HllModification {
  const sketch = requirePresent(present).copy();
  sketch.cachedCount = estimateCount(sketch);
  return { sketch, result: signedInteger(sketch.cachedCount) };
}

/** Reduces the index bits of a sketch without min-hashes. Answers nothing. */
export function fold(present: Sketch | undefined, args: HllArguments): HllModification {
  const sketch = requirePresent(present);
  const indexBits = args.indexBits ?? Number.POSITIVE_INFINITY;
  if (sketch.minHashBits > 0) refuseOperation('a sketch with min-hash bits cannot be folded');
  if (sketch.indexBits < indexBits) refuseOperation('folding cannot add index bits');
  if (sketch.indexBits === indexBits) return { sketch, result: undefined };
  return { sketch: unite([sketch], { indexBits, minHashBits: 0 }), result: undefined };
}

function requirePresent(present: Sketch | undefined): Sketch {
  if (present !== undefined) return present;
  throw new CommandError(ResultCode.BIN_NOT_FOUND, 'there is no sketch');
}
