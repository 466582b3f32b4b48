import { OpType } from '@aeroform/protocol';
import * as core from '../../src/index.js';
import {
  ctx,
  exp,
  InvalidArgError,
  type Operation,
  operations,
  withContext,
} from '../../src/index.js';
import { checkOperations } from '../../src/operation/check-operation.js';
import { isWriteOperation, operationType } from '../../src/operation/compile-operation.js';
import { particleHex } from '../support/particle-hex.js';

const one = exp.intVal(1);

describe('the code of an operation', () => {
  it.each<[string, Operation, number, boolean]>([
    ['read', operations.read('a'), OpType.read, false],
    ['read of all bins', operations.read(), OpType.read, false],
    ['write', operations.write('a', 1), OpType.write, true],
    ['increment', operations.increment('a'), OpType.increment, true],
    ['append', operations.append('a', 'x'), OpType.append, true],
    ['prepend', operations.prepend('a', 'x'), OpType.prepend, true],
    ['touch', operations.touch(), OpType.touch, true],
    ['delete', operations.delete(), OpType.delete, true],
    ['expRead', operations.expRead('a', one), OpType.expressionRead, false],
    ['expWrite', operations.expWrite('a', one), OpType.expressionModify, true],
    ['listGet', core.listGet('a', 0), OpType.cdtRead, false],
    ['listAppend', core.listAppend('a', 0), OpType.cdtModify, true],
    ['listRemoveByRank', core.listRemoveByRank('a', 0, 0), OpType.cdtModify, true],
    ['listSetOrder', core.listSetOrder('a'), OpType.cdtModify, true],
    ['mapGetByRank', core.mapGetByRank('a', 0, 7), OpType.cdtRead, false],
    ['mapRemoveByKey', core.mapRemoveByKey('a', 'k', 0), OpType.cdtModify, true],
    ['mapSetOrder', core.mapSetOrder('a', 1), OpType.cdtModify, true],
    ['bitGet', core.bitGet('a', 0, 8), OpType.bitRead, false],
    ['bitSetInt', core.bitSetInt('a', 0, 8, 1), OpType.bitModify, true],
    ['hllGetCount', core.hllGetCount('a'), OpType.hllRead, false],
    ['hllFold', core.hllFold('a', 8), OpType.hllModify, true],
    ['hllRefreshCount', core.hllRefreshCount('a'), OpType.hllModify, true],
  ])('%s', (_text, operation, type, isWrite) => {
    expect(operationType(operation)).toBe(type);
    expect(isWriteOperation(operation)).toBe(isWrite);
    expect(Object.isFrozen(operation)).toBe(true);
  });
});

describe('the particle of a scalar operation', () => {
  it.each<[Operation, string]>([
    [operations.read(), ''],
    [operations.write('a', 'é'), 'c3a9'],
    [operations.increment('a', 2), '0000000000000002'],
    [operations.increment('a', core.double(2)), '4000000000000000'],
    [operations.append('a', Buffer.from([1])), '01'],
    [operations.touch(60), ''],
    [operations.expRead('a', exp.max(one, exp.intBin('a')), 16), '92933301935102a16110'],
  ])('%p is %s', (operation, hex) => {
    expect(particleHex(operation)).toBe(hex);
  });
});

describe('an operation', () => {
  it('does not change with the context it gets', () => {
    const plain = core.listAppend('b', 1);
    const nested = withContext(plain, ctx.mapKey('k'));
    expect(plain.context).toEqual([]);
    expect(nested.context).toEqual([{ type: 'mapKey', value: 'k', createFlags: 0 }]);
    expect(Object.isFrozen(nested) && Object.isFrozen(nested.context)).toBe(true);
    expect(Object.isFrozen(nested.args)).toBe(true);
    expect(withContext(nested).context).toEqual([]);
  });

  it('names the path of a value that has no type', () => {
    const operation = core.mapPut('m', 'k', { at: new Date(0) } as never);
    expect(() => particleHex(operation)).toThrow(
      expect.objectContaining({ argument: 'op.args[1].at' }),
    );
  });
});

describe('the key that an operation stores', () => {
  it.each<[unknown, string]>([
    [1.5, 'the number 1.5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'true'],
    [[1], 'an array of 1'],
    [core.double(1), 'a Double'],
    [core.CDT_WILDCARD, 'a CdtWildcard'],
  ])('cannot be %p', (key, given) => {
    const put = (): unknown => core.mapPut('m', key as never, 1);
    expect(put).toThrow(InvalidArgError);
    expect(put).toThrow(`mapPut(key): map keys are strings, integers or bytes; got ${given}`);
  });

  it.each([2 ** 53, 2n ** 63n])('cannot be %p, which has more than its bits', (key) => {
    expect(() => core.mapPut('m', key, 1)).toThrow(
      expect.objectContaining({ argument: 'mapPut(key)' }),
    );
  });

  it.each([['k'], [7], [7n], [Buffer.from('k')]])('can be %p', (key) => {
    expect(core.mapPut('m', key, 1).args[0]).toBe(key);
    expect(ctx.mapKey(key).value).toBe(key);
  });

  it('can be anything where keys are only compared', () => {
    expect(core.mapGetByKey('m', 1.5, core.MAP_RETURN_COUNT).args).toContain(1.5);
  });
});

describe('an argument of an operation', () => {
  const helpers = { ...core } as unknown as Readonly<
    Record<string, (...given: unknown[]) => unknown>
  >;
  const call = (name: keyof typeof core, ...args: unknown[]): (() => unknown) => {
    return () => (helpers[name] as (...given: unknown[]) => unknown)(...args);
  };

  it.each<[string, () => unknown]>([
    ['listAppend(bin)', call('listAppend', '', 1)],
    ['listAppend(bin)', call('listAppend', 'sixteen-letters!', 1)],
    ['listAppend(val)', call('listAppend', 'l')],
    ['listAppend(policy).order', call('listAppend', 'l', 1, { order: 2 })],
    ['listAppend(policy).flags', call('listAppend', 'l', 1, { flags: 16 })],
    ['listAppend(policy).write_flags', call('listAppend', 'l', 1, { write_flags: 1 })],
    ['listAppend(policy)', call('listAppend', 'l', 1, 5)],
    ['listAppend', call('listAppend', 'l', 1, {}, 'more')],
    ['listAppendItems(values)', call('listAppendItems', 'l', 'abc')],
    ['listInsert(policy).order', call('listInsert', 'l', 0, 1, { order: 1 })],
    ['listGet(index)', call('listGet', 'l', 0.5)],
    ['listGetRange(count)', call('listGetRange', 'l', 0, -1)],
    ['listGetByIndex(returnType)', call('listGetByIndex', 'l', 0, 6)],
    ['listGetByIndex(returnType)', call('listGetByIndex', 'l', 0, core.inverted(7))],
    ['listGetByIndexRange(returnType)', call('listGetByIndexRange', 'l', 0, core.inverted(6))],
    ['listGetByValue(returnType)', call('listGetByValue', 'l', 0)],
    ['listIncrement(val)', call('listIncrement', 'l', 0, '1')],
    ['listSort(sortFlags)', call('listSort', 'l', 4)],
    ['listSetOrder(listOrder)', call('listSetOrder', 'l', 3)],
    ['listCreate(pad)', call('listCreate', 'l', 1, { pad: true })],
    ['mapSetOrder(mapOrder)', call('mapSetOrder', 'm', 2)],
    ['mapPut(policy).flags', call('mapPut', 'm', 'k', 1, { flags: 99 })],
    ['mapPut(policy)', call('mapPut', 'm', 'k', 1, { flags: 1, writeMode: 1 })],
    ['mapPut(policy).writeMode', call('mapPut', 'm', 'k', 1, { writeMode: -1 })],
    ['mapPutItems(items)', call('mapPutItems', 'm', [['k', 1]])],
    ['mapPutItems(items)', call('mapPutItems', 'm', new Set(['k']))],
    ['mapPutItems(items)', call('mapPutItems', 'm', new Map([[1.5, 1]]))],
    ['mapIncrement(key)', call('mapIncrement', 'm', null, 1)],
    ['mapDecrement(key)', call('mapDecrement', 'm', [1], 1)],
    ['ctx.mapKey(key)', () => ctx.mapKey(1.5)],
    ['ctx.mapKey(key)', () => ctx.mapKey(undefined as never)],
    ['ctx.mapKeyCreate(key)', () => ctx.mapKeyCreate([1])],
    ['mapIncrement(policy).flags', call('mapIncrement', 'm', 'k', 1, { flags: 1 })],
    ['mapGetByKey(returnType)', call('mapGetByKey', 'm', 'k', 9)],
    ['mapGetByKeyList(keys)', call('mapGetByKeyList', 'm', 'k', 7)],
    ['mapCreate(options).persistIndex', call('mapCreate', 'm', 1, { persistIndex: 1 })],
    ['bitResize(resizeFlags)', call('bitResize', 'b', 1, 8)],
    ['bitSet(value)', call('bitSet', 'b', 0, 8, [1])],
    ['bitSet(value)', call('bitSet', 'b', 0, 9, Buffer.alloc(1))],
    ['bitOr(bitSize)', call('bitOr', 'b', 0, 0, Buffer.alloc(1))],
    ['bitInsert(value)', call('bitInsert', 'b', 0, Buffer.alloc(0))],
    ['bitRemove(byteSize)', call('bitRemove', 'b', 0, 0)],
    ['bitSetInt(bitSize)', call('bitSetInt', 'b', 0, 65, 1)],
    ['bitGetInt(bitSize)', call('bitGetInt', 'b', 0, 0)],
    ['bitSubtract(bitSize)', call('bitSubtract', 'b', 0, 65, 1)],
    ['bitCount(bitSize)', call('bitCount', 'b', 0, 0)],
    ['hllAdd(values)', call('hllAdd', 'h', [])],
    ['hllAdd(values)', call('hllAdd', 'h', new Set())],
    ['hllGetUnionCount(values)', call('hllGetUnionCount', 'h', [])],
    ['bitSet(policy)', call('bitSet', 'b', 0, 8, Buffer.alloc(1), 16)],
    ['bitAdd(signed)', call('bitAdd', 'b', 0, 8, 1, 1)],
    ['bitAdd(action)', call('bitAdd', 'b', 0, 8, 1, false, 1)],
    ['bitAdd(value)', call('bitAdd', 'b', 0, 8, 2n ** 64n)],
    ['bitLscan(value)', call('bitLscan', 'b', 0, 8, 1)],
    ['hllInit(indexBitCount)', call('hllInit', 'h', 3)],
    ['hllInit(minhashBitCount)', call('hllInit', 'h', 8, 3)],
    ['hllInit(minhashBitCount)', call('hllInit', 'h', 16, 51)],
    ['hllInit(policy).flags', call('hllInit', 'h', 8, 0, { flags: 16 })],
    ['hllGetUnion(values)[0]', call('hllGetUnion', 'h', ['text'])],
    ['hllGetUnion(values)', call('hllGetUnion', 'h', Buffer.alloc(1))],
    ['inverted(returnType)', call('inverted', core.inverted(7))],
    ['withContext(operation)', call('withContext', core.bitGet('b', 0, 8), ctx.mapKey('k'))],
    [
      'withContext(operation)',
      call('withContext', core.listCreate('l', 0, { persistIndex: true }), ctx.mapKey('k')),
    ],
    ['context[0]', call('withContext', core.listSize('l'), 'k')],
    ['context[0]', call('withContext', core.listSize('l'), { type: 'no', createFlags: 0 })],
    ['context[1]', call('withContext', core.listSize('l'), ctx.mapKey('k'), ctx.allChildren())],
    ['ctx.listValue(value)', () => ctx.listValue(undefined as never)],
    ['ctx.mapValue(value)', () => ctx.mapValue(undefined as never)],
    ['listGetByValueRange(begin)', call('listGetByValueRange', 'l', undefined, 1, 7)],
    ['mapRemoveByKeyRange(begin)', call('mapRemoveByKeyRange', 'm', undefined, undefined, 0)],
    ['mapRemoveByKeyRange(end)', call('mapRemoveByKeyRange', 'm', 'a', undefined, 0)],
    ['ctx.listIndex(index)', () => ctx.listIndex('0' as never)],
    ['ctx.mapKeyCreate(order)', () => ctx.mapKeyCreate('k', 2 as never)],
    ['ctx.listIndexCreate(pad)', () => ctx.listIndexCreate(0, 1, true)],
    ['increment(by)', () => operations.increment('a', '1' as never)],
    ['append(val)', () => operations.append('a', 1 as never)],
    ['write(val)', () => operations.write('a', undefined as never)],
    ['touch(ttl)', () => operations.touch(-9)],
    ['expRead(flags)', () => operations.expRead('a', one, 1)],
    ['expWrite(flags)', () => operations.expWrite('a', one, 32)],
    ['expWrite(expression)', () => operations.expWrite('a', 5 as never)],
    ['ops', () => checkOperations([])],
    ['ops', () => checkOperations(operations.read() as never)],
    ['ops[1]', () => checkOperations([operations.read(), { op: 1 } as never])],
    ['ops[0]', () => checkOperations([null as never])],
    ['ops[1]', () => checkOperations(new Array(2).fill(operations.read(), 0, 1))],
  ])('%s is refused when it is wrong', (argument, refused) => {
    expect(refused).toThrow(InvalidArgError);
    expect(refused).toThrow(expect.objectContaining({ argument }));
  });
});

describe('what only exists in comparisons', () => {
  const { CDT_INFINITY, CDT_WILDCARD } = core;
  const never = (value: unknown): never => value as never;

  it.each<[string, Operation]>([
    ['listAppend', core.listAppend('a', never(CDT_INFINITY))],
    ['listAppendItems', core.listAppendItems('a', [1, never(CDT_WILDCARD)])],
    ['listInsert', core.listInsert('a', 0, [never(CDT_WILDCARD)])],
    ['listInsertItems', core.listInsertItems('a', 0, [never(CDT_INFINITY)])],
    ['listSet', core.listSet('a', 0, { nested: never(CDT_INFINITY) })],
    ['mapPut', core.mapPut('a', 'k', never(CDT_WILDCARD))],
    ['mapPutItems', core.mapPutItems('a', { k: never(CDT_INFINITY) })],
    ['hllAdd', core.hllAdd('a', [never(CDT_WILDCARD)])],
  ])('is not stored by %s', (_text, operation) => {
    const write = (): unknown => particleHex(operation);
    expect(write).toThrow(InvalidArgError);
    expect(write).toThrow('only exists in comparisons: no bin can hold it');
  });

  it.each<[string, Operation]>([
    ['listGetByValue', core.listGetByValue('a', ['x', CDT_WILDCARD], 7)],
    ['listRemoveByValueRange', core.listRemoveByValueRange('a', 1, CDT_INFINITY, 5)],
    ['mapGetByKeyRange', core.mapGetByKeyRange('a', 'k', CDT_INFINITY, 7)],
  ])('is compared with by %s', (_text, operation) => {
    expect(particleHex(operation)).toMatch(/d4ff0[01]/);
  });
});
