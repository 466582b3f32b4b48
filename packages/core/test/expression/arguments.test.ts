import * as core from '../../src/index.js';
import { ctx, exp, InvalidArgError } from '../../src/index.js';

const builders = { ...exp } as unknown as Readonly<
  Record<string, (...given: unknown[]) => unknown>
>;
const call = (name: keyof typeof exp, ...args: unknown[]): (() => unknown) => {
  return () => (builders[name] as (...given: unknown[]) => unknown)(...args);
};

const one = exp.intVal(1);
const list = exp.listBin('l');

describe('an argument of an expression', () => {
  it.each<[string, () => unknown]>([
    ['exp.intVal(val)', call('intVal', 1.5)],
    ['exp.listGetByValue(returnType)', call('listGetByValue', core.inverted(0), one, list)],
    ['exp.listSize(ctx 1)', call('listSize', list, { type: 'no', createFlags: 0 })],
    ['exp.intVal(val)', call('intVal', 2n ** 63n)],
    ['exp.intVal(val)', call('intVal', '1')],
    ['exp.floatVal(val)', call('floatVal', 1n)],
    ['exp.stringVal(val)', call('stringVal', 1)],
    ['exp.boolVal(val)', call('boolVal', 1)],
    ['exp.blobVal(val)', call('blobVal', 'x')],
    ['exp.listVal(val)', call('listVal', 'x')],
    ['exp.listVal(val)[1].a', call('listVal', [1, { a: undefined }])],
    ['exp.mapVal(val)', call('mapVal', [1])],
    ['exp.mapVal(val)', call('mapVal', null)],
    ['geojson(value)', call('geoVal', 'x')],
    ['exp.intBin(name)', call('intBin', '')],
    ['exp.intBin(name)', call('intBin', 'sixteen-letters!')],
    ['exp.binExists(name)', call('binExists', 5)],
    ['exp.key(expType)', call('key', core.EXP_TYPE_LIST)],
    ['exp.digestModulo(modulo)', call('digestModulo', 0)],
    ['exp.eq(operand 2)', call('eq', one, 1)],
    ['exp.and(operand 1)', call('and', true)],
    ['exp.and', call('and')],
    ['exp.xor', call('xor', exp.boolVal(true))],
    ['exp.numAdd(operand 2)', call('numAdd', one, '1')],
    ['exp.intAnd', call('intAnd', one)],
    ['exp.regexCompare(regex)', call('regexCompare', /x/, 0, exp.stringBin('s'))],
    ['exp.regexCompare(flags)', call('regexCompare', 'x', 16, exp.stringBin('s'))],
    ['exp.regexCompare(binExpr)', call('regexCompare', 'x', 0, 's')],
    ['exp.cond', call('cond', exp.boolVal(true), one)],
    ['exp.cond', call('cond', one)],
    ['exp.cond(operand 3)', call('cond', exp.boolVal(true), one, 2)],
    ['exp.let', call('let', one)],
    ['exp.let(argument 1)', call('let', one, one)],
    ['exp.let(scope)', call('let', exp.def('x', one), exp.def('y', one))],
    ['exp.def(name)', call('def', '', one)],
    ['exp.def(value)', call('def', 'x', 1)],
    ['exp.var(name)', call('var', 5)],
    ['exp.listGetByIndex(returnType)', call('listGetByIndex', 6, 2, 0, list)],
    ['exp.listGetByIndex(returnType)', call('listGetByIndex', 0, 2, 0, list)],
    ['exp.listGetByIndex(valueType)', call('listGetByIndex', 7, 10, 0, list)],
    ['exp.listGetByIndex(valueType)', call('listGetByIndex', core.LIST_RETURN_COUNT, 3, 0, list)],
    ['exp.listGetByIndex(index)', call('listGetByIndex', 7, 2, '0', list)],
    ['exp.listGetByIndex(bin)', call('listGetByIndex', 7, 2, 0, 'l')],
    ['exp.listGetByIndex(ctx 2)', call('listGetByIndex', 7, 2, 0, list, ctx.listIndex(0), 5)],
    ['exp.listGetByIndexRange(count)', call('listGetByIndexRange', 7, 0, 1.5, list)],
    ['exp.listGetByValueRange(begin)', call('listGetByValueRange', 7, 5, null, list)],
    ['exp.mapGetByKey(key)', call('mapGetByKey', 7, 2, 'k', exp.mapBin('m'))],
    ['exp.toText(expr)', call('toText', 5)],
  ])('%s is refused when it is wrong', (argument, refused) => {
    expect(refused).toThrow(InvalidArgError);
    expect(refused).toThrow(expect.objectContaining({ argument }));
  });
});

describe('the flags of regular expressions', () => {
  it('keep the meaning of their names on the server, which numbers two of them differently', () => {
    const bytes = (flags: number): Buffer =>
      Buffer.from(exp.toBase64(exp.regexCompare('x', flags, exp.stringBin('s'))), 'base64');
    expect(bytes(core.REGEX_EXTENDED)[2]).toBe(1);
    expect(bytes(core.REGEX_ICASE)[2]).toBe(2);
    expect(bytes(core.REGEX_NOSUB)[2]).toBe(8);
    expect(bytes(core.REGEX_NEWLINE)[2]).toBe(4);
    expect(bytes(core.REGEX_NOSUB | core.REGEX_ICASE)[2]).toBe(10);
  });
});
