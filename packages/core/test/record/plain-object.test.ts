import { inspect } from 'node:util';
import { PlainMetadata, PlainRecord } from '../../src/record/plain-object.js';

test('records and their metadata look like literals', () => {
  const key = ['test', 'users', 1, Buffer.alloc(20)] as const;
  const record = new PlainRecord(key, new PlainMetadata(3, 60), { a: 1 });
  expect(record).toStrictEqual({ key, meta: { gen: 3, ttl: 60 }, bins: { a: 1 } });
  for (const made of [record, record.meta]) {
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(made.constructor).toBe(Object);
  }
  expect(inspect(record.meta)).toBe('{ gen: 3, ttl: 60 }');
  expect(structuredClone(record.meta)).toStrictEqual({ gen: 3, ttl: 60 });
  expect(JSON.stringify(record.meta)).toBe('{"gen":3,"ttl":60}');
});

test('Object keeps its constructor', () => {
  expect(Object.prototype.constructor).toBe(Object);
  expect({}.constructor).toBe(Object);
});
