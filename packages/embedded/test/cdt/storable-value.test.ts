import { ParticleType, WIRE_INFINITY, WIRE_WILDCARD, WireBlob } from '@aeroform/protocol';
import { isMapKey, storableValue } from '../../src/cdt/storable-value';
import { blob, double, entries, ordered, type Plain, text, wire } from './wire-notation';

describe('storableValue', () => {
  it.each<[string, Plain, string]>([
    ['sorts maps by key, also nested ones', [{ b: 1, a: { d: 1, c: 2 } }], '[{a:{c:2 d:1} b:1}]'],
    ['orders keys by type', entries(0, [blob(1), 1], ['a', 2], [5, 3]), '{5:3 a:2 x01:1}'],
    ['keeps the order of lists', [3, 1, 2], '[3 1 2]'],
    ['keeps known order flags only', entries(0x0b, ['a', 1]), '{/3 a:1}'],
    ['drops the wish to persist the index of nested lists', [ordered()], '[<>]'],
  ])('%s', (_title, value, expected) => {
    expect(text(storableValue(wire(value)))).toBe(expected);
  });

  it('keeps the wish to persist an index at the top only', () => {
    const map = entries(0x11, ['a', entries(0x11, ['b', 1])]);
    expect(text(storableValue(map, true))).toBe('{/17 a:{/1 b:1}}');
  });

  it('answers the very same object when there is nothing to change', () => {
    const value = wire([{ a: [1, ordered(1, 2)] }]);
    expect(storableValue(value)).toBe(value);
  });

  it.each<[string, Plain]>([
    ['infinity', [WIRE_INFINITY]],
    ['a wildcard', { a: [WIRE_WILDCARD] }],
    ['a double as key', entries(0, [double(1), 1])],
    ['a list as key', entries(0, [[1], 1])],
    ['a key twice', entries(0, ['b', 1], ['a', 2], ['b', 3])],
    ['a key twice in order', entries(1, ['a', 1], ['a', 2])],
    ['keys against the announced order', entries(1, ['b', 1], ['a', 2])],
    ['items against the announced order', ordered(2, 1)],
  ])('refuses %s', (_title, value) => {
    expect(storableValue(wire(value))).toBeUndefined();
  });

  it('takes only plain blobs as keys', () => {
    expect(isMapKey(blob(1))).toBe(true);
    expect(isMapKey(new WireBlob(ParticleType.hll, Buffer.from([1])))).toBe(false);
  });
});
