import { BytesWriter } from '../operate/bytes-writer.js';
import { embeddedWriter } from '../operate/embedded-writer.js';
import { HllWriter } from '../operate/hll-writer.js';
import { makeWriter, type WriterMaker, type WriterMakers } from '../operate/make-writer.js';
import { NumberWriter } from '../operate/number-writer.js';
import type { OperateTarget } from '../operate/operate-target.js';
import { ScalarWriter } from '../operate/scalar-writer.js';
import { DynamicWriter, StringWriter } from '../operate/string-writer.js';
import { ListHandle, SetHandle } from './list-handle.js';
import { KeyedListHandle, MapHandle } from './map-handle.js';
import { rejecting } from './rejecting.js';

const ScalarCalls = rejecting(ScalarWriter);
const NumberCalls = rejecting(NumberWriter);
const StringCalls = rejecting(StringWriter);
const DynamicCalls = rejecting(DynamicWriter);
const BytesCalls = rejecting(BytesWriter);
const HllCalls = rejecting(HllWriter);

const scalar: WriterMaker = (target) => new ScalarCalls(target);
const number: WriterMaker = (target) => new NumberCalls(target);

/** How the handles of each kind are made. */
const handleMakers: WriterMakers = {
  int: number,
  bigint: number,
  double: number,
  string: (target) => new StringCalls(target),
  bool: scalar,
  bytes: (target) => new BytesCalls(target),
  date: scalar,
  'datetime-ns': number,
  geojson: scalar,
  hll: (target) => new HllCalls(target),
  json: scalar,
  dynamic: (target) => new DynamicCalls(target),
  list: (target) => new ListHandle(target),
  set: (target) => new SetHandle(target),
  map: (target) => new MapHandle(target),
  keyedList: (target) => new KeyedListHandle(target),
  reference: scalar,
  embedded: (target) => embeddedWriter(target, ScalarCalls),
};

/** What works on a value without loading it: the methods of its writer, as calls. */
export function makeHandle(target: OperateTarget): object {
  return makeWriter(target, handleMakers);
}
