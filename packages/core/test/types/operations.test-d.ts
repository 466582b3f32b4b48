import * as core from '@aeroform/core';
import { ctx, exp, inverted, type Operation, operations, withContext } from '@aeroform/core';

const { LIST_ORDERED, LIST_RETURN_VALUE, MAP_KEY_ORDERED, MAP_RETURN_KEY } = core;

const all: Operation[] = [
  operations.read(),
  operations.write('a', { nested: [1n, new Map([[1, 'x']]), new Set(['y'])] }),
  operations.increment('a', core.double(1)),
  operations.expRead('a', exp.ttl()),
  core.listAppend('l', 1, { order: LIST_ORDERED, flags: 1 | 4 }),
  core.listGetByIndexRange('l', 0, inverted(LIST_RETURN_VALUE)),
  core.mapPut('m', 'k', null, { order: MAP_KEY_ORDERED }),
  core.mapGetByKeyList('m', new Set(['a']), MAP_RETURN_KEY),
  core.bitAdd('b', 0, 8, 1n, true, core.BIT_OVERFLOW_WRAP, core.BIT_WRITE_NO_FAIL),
  core.hllAdd('h', ['x'], 8, 20, { flags: 1 }),
];
const nested: core.ListOperation = withContext(core.listAppend('b', 1), ctx.mapKey('k'));

// @ts-expect-error a bin name is needed
operations.write(1);
// @ts-expect-error a Date has no type in Aerospike
operations.write('a', new Date());
// @ts-expect-error undefined is no value; null removes the bin
operations.write('a', undefined);
// @ts-expect-error text is not added
operations.increment('a', '1');
// @ts-expect-error numbers are not appended
operations.append('a', 1);
// @ts-expect-error no such order
core.listAppend('l', 1, { order: 2 });
// @ts-expect-error no such field
core.listAppend('l', 1, { write_flags: 1 });
// @ts-expect-error lists have no keys
core.listGetByIndex('l', 0, MAP_RETURN_KEY);
// @ts-expect-error one element can not be inverted
core.listGetByIndex('l', 0, inverted(LIST_RETURN_VALUE));
// @ts-expect-error the return type is missing
core.mapGetByKey('m', 'k');
// @ts-expect-error a Map or an object
core.mapPutItems('m', [['k', 1]]);
// @ts-expect-error no such overflow action
core.bitAdd('b', 0, 8, 1, true, 1);
// @ts-expect-error sketches are Hll values or bytes
core.hllGetUnion('h', ['x']);
// @ts-expect-error the server follows no path to blobs
withContext(core.bitGet('b', 0, 8), ctx.mapKey('k'));
// @ts-expect-error operations are frozen
operations.read('a').bin = 'b';
