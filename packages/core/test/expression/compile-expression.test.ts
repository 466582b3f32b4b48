import * as core from '../../src/index.js';
import { ctx, exp, type Expression } from '../../src/index.js';
import { compileExpression } from '../../src/expression/compile-expression.js';

const { EXP_TYPE_INT: INT, LIST_RETURN_VALUE: VALUE, LIST_RETURN_COUNT: COUNT } = core;
const a = exp.intBin('a');
const list = exp.listBin('l');
const map = exp.mapBin('m');

/** Expression, its text, its bytes as recorded from the official client or accepted by the server. */
const GOLDEN: readonly (readonly [expression: Expression, text: string, hex: string])[] = [
  [exp.gt(exp.intBin('age'), exp.intVal(21)), 'gt(intBin("age"), 21)', '9303935102a361676515'],
  [
    exp.and(exp.gt(a, exp.intVal(18)), exp.eq(exp.stringBin('s'), exp.stringVal('x'))),
    'and(gt(intBin("a"), 18), eq(stringBin("s"), "x"))',
    '93109303935102a161129301935103a173a20378',
  ],
  [exp.not(exp.binExists('q')), 'not(ne(binType("q"), 0))', '921293029252a17100'],
  [
    exp.regexCompare('^u', core.REGEX_NONE, exp.stringBin('n')),
    'regexCompare("^u", 0, stringBin("n"))',
    '940700a25e75935103a16e',
  ],
  [
    exp.regexCompare('u', core.REGEX_NOSUB | core.REGEX_EXTENDED, exp.stringBin('n')),
    'regexCompare("u", 5, stringBin("n"))',
    '940709a175935103a16e',
  ],
  [
    exp.let(exp.def('x', a), exp.gt(exp.var('x'), exp.intVal(10))),
    'let(def("x", intBin("a")), gt(var("x"), 10))',
    '947da178935102a1619303927ca1780a',
  ],
  [
    exp.cond(
      exp.eq(exp.stringBin('s'), exp.stringVal('A')),
      exp.stringVal('A'),
      exp.stringVal('C'),
    ),
    'cond(eq(stringBin("s"), "A"), "A", "C")',
    '947b9301935103a173a20341a20341a20343',
  ],
  [exp.listSize(list), 'listSize(listBin("l"))', '957f02009110935104a16c'],
  [
    exp.listGetByIndex(VALUE, INT, 0, list),
    'listGetByIndex(7, 0, listBin("l"))',
    '957f020093130700935104a16c',
  ],
  [
    exp.listGetByIndex(VALUE, INT, 0, list, ctx.mapKey('k')),
    'listGetByIndex(7, 0, listBin("l"), ctx.mapKey("k"))',
    '957f020093ccff9222a2036b93130700935104a16c',
  ],
  [
    exp.mapGetByKey(VALUE, INT, exp.stringVal('k'), map),
    'mapGetByKey(7, "k", mapBin("m"))',
    '957f0200936107a2036b935105a16d',
  ],
  [
    exp.listGetByValueRange(COUNT, null, exp.infinity(), list),
    'listGetByValueRange(5, nil(), infinity(), listBin("l"))',
    '957f0200941905c0d4ff01935104a16c',
  ],
  [
    exp.listGetByValue(core.inverted(COUNT), exp.intVal(1), list),
    'listGetByValue(inverted(5), 1, listBin("l"))',
    '957f02009316ce0001000501935104a16c',
  ],
  [exp.inList(exp.intVal(1), exp.listVal([1, 2])), 'inList(1, [1, 2])', '930901927e920102'],
  [exp.mapKeys(map), 'mapKeys(mapBin("m"))', '9265935105a16d'],
  [exp.listVal([1, 'a']), '[1, "a"]', '927e9201a20361'],
  [exp.mapVal({ b: [1], a: null }), '{"a": nil(), "b": [1]}', '83c70001c0a20361c0a203629101'],
  [exp.setName(), 'setName()', '9146'],
  [exp.ttl(), 'ttl()', '9145'],
  [exp.lastUpdate(), 'lastUpdate()', '9142'],
  [exp.keyExists(), 'keyExists()', '9147'],
  [exp.recordSize(), 'recordSize()', '914a'],
  [exp.key(core.EXP_TYPE_STRING), 'key(string)', '925003'],
  [exp.digestModulo(3), 'digestModulo(3)', '924003'],
  [exp.boolVal(true), 'true', 'c3'],
  [exp.floatVal(1), '1.0', 'cb3ff0000000000000'],
  [exp.intVal(-(2n ** 63n)), '-9223372036854775808n', 'd38000000000000000'],
  [exp.stringVal('ab'), '"ab"', 'a3036162'],
  [exp.blobVal(Buffer.from([1, 2])), 'blob(0102)', 'a3040102'],
  [exp.geoVal('{"type":"x"}'), 'geo("{\\"type\\":\\"x\\"}")', 'ad177b2274797065223a2278227d'],
  [exp.nil(), 'nil()', 'c0'],
  [exp.wildcard(), 'wildcard()', 'd4ff00'],
  [exp.unknown(), 'unknown()', '9100'],
];

describe('an expression', () => {
  it.each(GOLDEN.map(([expression, text, hex]) => [text, hex, expression] as const))(
    '%s has the bytes %s',
    (text, hex, expression) => {
      expect(compileExpression(expression).toString('hex')).toBe(hex);
      expect(exp.toText(expression)).toBe(text);
    },
  );

  it('comes back from base64 with the same bytes and text', () => {
    for (const [expression, text] of GOLDEN) {
      const parsed = exp.fromBase64(exp.toBase64(expression));
      expect(exp.toText(parsed)).toBe(text);
      expect(compileExpression(parsed)).toEqual(compileExpression(expression));
      expect(compileExpression(exp.not(parsed as never))).toEqual(
        Buffer.concat([Buffer.from([0x92, 0x12]), compileExpression(expression)]),
      );
    }
  });

  it('is compiled once', () => {
    const expression = exp.gt(a, exp.intVal(1));
    expect(compileExpression(expression)).toBe(compileExpression(expression));
  });

  it('is frozen, and does not change with the values it was built from', () => {
    const items = [1];
    const bytes = Buffer.from([1]);
    const expression = exp.and(
      exp.eq(list, exp.listVal(items)),
      exp.eq(exp.blobBin('b'), exp.blobVal(bytes)),
    );
    const text = exp.toText(expression);
    items.push(2);
    bytes[0] = 9;
    expect(exp.toText(expression)).toBe(text);
    expect(Object.isFrozen(expression) && Object.isFrozen(expression.node)).toBe(true);
    const { node } = expression;
    expect(node.form === 'operator' && Object.isFrozen(node.args)).toBe(true);
  });

  it('is known across two copies of the package', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof core>('../../src/index.js');
      const mixed = exp.not(copy.exp.boolVal(true) as unknown as Expression<'bool'>);
      expect(compileExpression(mixed).toString('hex')).toBe('9212c3');
      expect(core.isExpression(copy.exp.nil())).toBe(true);
    });
    expect(core.isExpression({ node: {} })).toBe(false);
  });
});

describe('the bytes of another client', () => {
  it('are kept, also where ours would be shorter', () => {
    const bytes = Buffer.from('9303935102a161d200000015', 'hex');
    const expression = exp.fromBase64(bytes.toString('base64'));
    expect(compileExpression(expression)).toEqual(bytes);
    expect(exp.toText(expression)).toBe('gt(intBin("a"), 21)');
  });

  it('are taken apart for path operations', () => {
    const bytes = Buffer.from('957f040093ccfe92040100935104a16c', 'hex');
    const expression = exp.fromBase64(bytes.toString('base64'));
    const text = 'selectByPath(list, 0, listBin("l"), ctx.allChildrenWithFilter(1))';
    expect(exp.toText(expression)).toBe(text);
    expect(compileExpression(exp.listSize(expression)).subarray(-bytes.length)).toEqual(bytes);
  });
});
