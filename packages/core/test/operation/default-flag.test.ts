import * as core from '../../src/index.js';
import { type Operation, operations } from '../../src/index.js';

/** Constants of the value that holds without them, and the operation with and without. */
const DEFAULTS: readonly (readonly [name: string, given: Operation, omitted: Operation])[] = [
  ['LIST_SORT_DEFAULT', core.listSort('l', core.LIST_SORT_DEFAULT), core.listSort('l')],
  [
    'LIST_WRITE_DEFAULT',
    core.listAppend('l', 1, { flags: core.LIST_WRITE_DEFAULT }),
    core.listAppend('l', 1, { flags: 0 }),
  ],
  [
    'MAP_WRITE_FLAGS_DEFAULT',
    core.mapPut('m', 1, 1, { flags: core.MAP_WRITE_FLAGS_DEFAULT }),
    core.mapPut('m', 1, 1, { flags: 0 }),
  ],
  [
    'MAP_UPDATE',
    core.mapPut('m', 1, 1, { writeMode: core.MAP_UPDATE }),
    core.mapPut('m', 1, 1, { writeMode: core.MAP_WRITE_FLAGS_DEFAULT }),
  ],
  ['BIT_WRITE_DEFAULT', core.bitNot('b', 0, 8, core.BIT_WRITE_DEFAULT), core.bitNot('b', 0, 8)],
  ['BIT_RESIZE_DEFAULT', core.bitResize('b', 4, core.BIT_RESIZE_DEFAULT), core.bitResize('b', 4)],
  [
    'HLL_WRITE_DEFAULT',
    core.hllInit('h', 8, 8, { flags: core.HLL_WRITE_DEFAULT }),
    core.hllInit('h', 8, 8),
  ],
];

describe('the flags of an operation', () => {
  it.each(DEFAULTS)('%s are those it has anyway', (_name, given, omitted) => {
    expect(given).toEqual(omitted);
  });
});

describe('the operator of an operation', () => {
  it.each([
    ['read', operations.read('a'), core.OPERATOR_READ],
    ['write', operations.write('a', 1), core.OPERATOR_WRITE],
    ['increment', operations.increment('a', 1), core.OPERATOR_INCR],
    ['append', operations.append('a', 'x'), core.OPERATOR_APPEND],
    ['prepend', operations.prepend('a', 'x'), core.OPERATOR_PREPEND],
    ['touch', operations.touch(), core.OPERATOR_TOUCH],
    ['delete', operations.delete(), core.OPERATOR_DELETE],
  ])('%s is the one of its name', (_name, operation, operator) => {
    expect(operation).toMatchObject({ operator });
  });
});
