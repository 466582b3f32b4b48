import fc from 'fast-check';
import { type BinValue, ctx, exp, type Expression, InvalidArgError } from '../../src/index.js';
import { compileExpression } from '../../src/expression/compile-expression.js';

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '_'), minLength: 1, maxLength: 7 });
const text = fc.string({ unit: 'binary', maxLength: 40 });
const json = fc.oneof(
  fc.integer(),
  text,
  fc.boolean(),
  fc.constant(null),
) as fc.Arbitrary<BinValue>;

interface Kinds {
  int: Expression<'int'>;
  bool: Expression<'bool'>;
  list: Expression<'list'>;
}

const { bool: anyBool } = fc.letrec<Kinds>((tie) => {
  const int = tie('int') as fc.Arbitrary<Expression<'int'>>;
  const bool = tie('bool') as fc.Arbitrary<Expression<'bool'>>;
  const list = tie('list') as fc.Arbitrary<Expression<'list'>>;
  const steps = fc.array(fc.oneof(fc.integer().map(ctx.listIndex), text.map(ctx.mapKey)), {
    maxLength: 2,
  });
  return {
    int: fc.oneof(
      { maxDepth: 3 },
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(exp.intVal),
      name.map(exp.intBin),
      fc.constantFrom(exp.ttl(), exp.recordSize(), exp.digestModulo(7)),
      fc.tuple(int, int).map(([x, y]) => exp.numAdd<'int'>(x, y)),
      fc.tuple(bool, int, int).map((parts) => exp.cond<'int'>(...parts)),
      fc.tuple(name, int).map(([x, value]) => exp.let(exp.def(x, value), exp.var<'int'>(x))),
      fc.tuple(list, steps).map(([target, path]) => exp.listSize(target, ...path)),
    ),
    bool: fc.oneof(
      { maxDepth: 3 },
      fc.boolean().map(exp.boolVal),
      name.map(exp.binExists),
      fc.tuple(int, int).map(([x, y]) => exp.gt(x, y)),
      fc.array(bool, { minLength: 1, maxLength: 20 }).map((parts) => exp.and(...parts)),
      fc.tuple(int, list).map(([x, y]) => exp.inList(x, y)),
      text
        .filter((pattern) => !pattern.includes('\0'))
        .map((pattern) => exp.regexCompare(pattern, 2, exp.stringBin('s'))),
    ),
    list: fc.oneof(
      { maxDepth: 3 },
      fc.array(json, { maxLength: 20 }).map(exp.listVal),
      name.map(exp.listBin),
      fc.dictionary(text, json, { maxKeys: 5 }).map((map) => exp.mapKeys(exp.mapVal(map))),
      fc.tuple(int, list).map(([count, target]) => exp.listGetByIndexRange(7, 0, count, target)),
    ),
  };
});

describe('exp.fromBase64', () => {
  it('gives back every expression, so that compiling it anew gives the same bytes', () => {
    fc.assert(
      fc.property(anyBool, (expression) => {
        const parsed = exp.fromBase64(exp.toBase64(expression));
        expect(exp.toText(parsed)).toBe(exp.toText(expression));
        // The node of the outer `not` is new: nothing of it was compiled before.
        const rebuilt = compileExpression({ node: parsed.node, ...brandOf(parsed) } as Expression);
        expect(rebuilt).toEqual(compileExpression(expression));
      }),
    );
  });

  it('refuses whatever is no expression, and never crashes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (array) => {
        const bytes = Buffer.from(array);
        try {
          expect(compileExpression(exp.fromBase64(bytes.toString('base64')))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgError);
        }
      }),
    );
  });

  it.each([
    ['', 'must be base64 text'],
    ['###', 'must be base64 text'],
    [5, 'must be base64 text'],
    ['kA==', 'holds no expression: malformed bytes at offset 0: expected an operator'],
    ['k8wBAQ==', 'holds no expression'],
    ['AQE=', 'expected the end of the expression'],
    [Buffer.alloc(400, 0x92).toString('base64'), 'holds no expression'],
  ])('tells what is wrong with %p', (given, message) => {
    expect(() => exp.fromBase64(given as string)).toThrow(message);
  });
});

/** A copy of an expression has its brand, but is not the object that was compiled. */
function brandOf(expression: Expression): object {
  const prototype = Object.getPrototypeOf(expression) as object;
  return Object.fromEntries(
    Object.getOwnPropertySymbols(prototype).map((symbol) => [symbol, true]),
  );
}
