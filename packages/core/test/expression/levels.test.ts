import { ctx, EXP_TYPE_LIST, exp, type Expression, InvalidArgError } from '../../src/index.js';
import { MAX_LEVELS } from '../../src/expression/levels.js';

/** `not` around a literal, so many times. */
function nested(levels: number): Expression<'bool'> {
  let result = exp.boolVal(true);
  for (let i = 0; i < levels; i++) result = exp.not(result);
  return result;
}

describe('nested expressions', () => {
  it('of the most levels are written, read and shown', () => {
    const text = exp.toBase64(nested(MAX_LEVELS));
    const read = exp.fromBase64(text);
    expect(exp.toText(read)).toBe(`${'not('.repeat(MAX_LEVELS)}true${')'.repeat(MAX_LEVELS)}`);
  });

  it.each<[string, Expression]>([
    ['operators', nested(MAX_LEVELS + 1)],
    ['a hundred thousand of them', nested(100_000)],
    ['calls', exp.listSize(exp.cond(nested(MAX_LEVELS), exp.listBin('l'), exp.listBin('m')))],
    [
      'filters of a path',
      exp.selectByPath(
        EXP_TYPE_LIST,
        1,
        exp.listBin('l'),
        ctx.allChildrenWithFilter(nested(MAX_LEVELS)),
      ),
    ],
  ])('of more levels are refused with the remedy: %s', (_text, deep) => {
    for (const use of [() => exp.toBase64(deep), () => exp.toText(deep)]) {
      expect(use).toThrow(InvalidArgError);
      expect(use).toThrow('more than 500 levels; exp.and(), exp.or()');
    }
  });

  it('may be as wide as they like', () => {
    const wide = exp.or(...Array.from({ length: 5000 }, () => exp.boolVal(false)));
    expect(exp.fromBase64(exp.toBase64(wide))).toEqual(wide);
  });
});
