import type { ValueMetadata } from '../metadata/value-metadata.js';
import { BytesWriter } from './bytes-writer.js';
import { embeddedWriter } from './embedded-writer.js';
import { HllWriter } from './hll-writer.js';
import { KeyedListWriter } from './keyed-list-writer.js';
import { ListWriter } from './list-writer.js';
import { MapWriter } from './map-writer.js';
import { NumberWriter } from './number-writer.js';
import type { OperateTarget } from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { SetWriter } from './set-writer.js';
import { DynamicWriter, StringWriter } from './string-writer.js';

/** Makes a writer of one kind. */
export type WriterMaker = (target: OperateTarget<never>) => object;

const scalar: WriterMaker = (target) => new ScalarWriter(target);
const number: WriterMaker = (target) => new NumberWriter(target);

/** How the writers of each kind are made. */
export type WriterMakers = Readonly<Record<ValueMetadata['kind'], WriterMaker>>;

const writerMakers: WriterMakers = {
  int: number,
  bigint: number,
  double: number,
  string: (target) => new StringWriter(target),
  bool: scalar,
  bytes: (target) => new BytesWriter(target),
  date: scalar,
  'datetime-ns': number,
  geojson: scalar,
  hll: (target) => new HllWriter(target),
  json: scalar,
  dynamic: (target) => new DynamicWriter(target),
  list: (target) => new ListWriter(target),
  set: (target) => new SetWriter(target),
  map: (target) => new MapWriter(target),
  keyedList: (target) => new KeyedListWriter(target),
  reference: scalar,
  embedded: (target) => embeddedWriter(target),
};

/** The writer of a value. What a converter stands before can only be read and set as a whole. */
export function makeWriter(target: OperateTarget, makers: WriterMakers = writerMakers): object {
  const { value } = target;
  const isConverted = 'converter' in value && value.converter !== null;
  // safe: the maker is looked up by the kind of the value; that of json reads and sets as a whole
  return makers[isConverted ? 'json' : value.kind](target as never);
}
