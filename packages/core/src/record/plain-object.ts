/**
 * Objects that look like literals and are made like instances of classes.
 *
 * V8 watches each literal in the code: where most of its objects live long at some time (10,000 records
 * that are kept, say), it makes all later ones in the old generation at once, and whatever they point to
 * lives as long as they do. For the objects of single commands, which die at once, that made a read a
 * quarter dearer. It does not watch constructors.
 */
import { keepShape } from '../engine/keep-shape.js';
import type { RecordKey } from '../key/key.js';
import type { Bins } from '../value/bin-value.js';
import { type AerospikeRecord, type RecordMetadata, TTL_NEVER } from './record.js';

type Constructor<Given extends unknown[], Made> = new (...given: Given) => Made;

/** A constructor whose objects have no prototype of their own: nobody can tell them from literals. */
function plain<Given extends unknown[], Made>(
  fill: (this: { -readonly [K in keyof Made]: Made[K] }, ...given: Given) => void,
): Constructor<Given, Made> {
  fill.prototype = Object.prototype;
  return fill as unknown as Constructor<Given, Made>;
}

/** `{ gen, ttl }` */
export const PlainMetadata: Constructor<[gen: number, ttl: number], RecordMetadata> = plain(
  function (gen: number, ttl: number) {
    this.gen = gen;
    this.ttl = ttl;
  },
);

/** `{ key, meta, bins }` */
export const PlainRecord: Constructor<
  [key: RecordKey, meta: RecordMetadata, bins: Bins],
  AerospikeRecord
> = plain(function (key: RecordKey, meta: RecordMetadata, bins: Bins) {
  this.key = key;
  this.meta = meta;
  this.bins = bins;
});

// TTL_NEVER is no small integer. Having seen something else than numbers, V8 keeps a reference to the one
// it has, instead of a copy for each record.
keepShape(new PlainMetadata(1, null as unknown as number));
const metadata = new PlainMetadata(1, TTL_NEVER);
keepShape(metadata);
keepShape(new PlainRecord(['', '', null, Buffer.alloc(0)], metadata, {}));
