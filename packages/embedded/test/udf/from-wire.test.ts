import { MapFlag, WireList, WireMap } from '@aeroform/protocol';
import { fromWire } from '../../src/udf/value/from-wire';
import { toAnswer, toStored } from '../../src/udf/value/to-wire';

const PERSISTED = MapFlag.persistIndex;

it('Texts end at their first NUL, and of equal keys the last one stays', () => {
  const map = new WireMap(['a', 'a\0b', 'a\0c', 'b'], [1, 2, 'x\0y', 4]);
  const copy = toAnswer(fromWire(map)) as WireMap;
  expect(copy.keys).toEqual(['a', 'b']);
  expect(copy.values).toEqual(['x', 4]);
});

it('Maps with any flag are ordered; only what is stored loses the flags inside', () => {
  const inner = new WireMap([1], [2], PERSISTED);
  const value = fromWire(new WireList([inner, new WireMap([], [], 0), new WireMap([], [], 2)]));
  const flags = (list: unknown) => (list as WireList).items.map((item) => (item as WireMap).flags);
  expect(flags(toAnswer(value))).toEqual([PERSISTED | MapFlag.keyOrdered, 0, 3]);
  expect(flags(toStored(value))).toEqual([MapFlag.keyOrdered, 0, 3]);
});
