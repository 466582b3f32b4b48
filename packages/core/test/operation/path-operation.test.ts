import {
  ctx,
  exp,
  EXP_TYPE_MAP,
  type InvalidArgError,
  LOOP_VAR_INDEX,
  LOOP_VAR_KEY,
  LOOP_VAR_VALUE,
  listSize,
  operations,
  PATH_MODIFY_NO_FAIL,
  PATH_SELECT_NO_FAIL,
  PATH_SELECT_VALUE,
  withContext,
} from '../../src/index.js';
import { particleHex } from '../support/particle-hex.js';

const { selectByPath, modifyByPath } = operations;
const VALUE = exp.loopVarInt(LOOP_VAR_VALUE);

describe('a path operation', () => {
  it.each([
    [
      'all children: expression true',
      selectByPath('b', PATH_SELECT_VALUE, ctx.allChildren()),
      '93ccfe9204c301',
    ],
    [
      'a filter on the index, and no failure',
      selectByPath(
        'b',
        PATH_SELECT_VALUE | PATH_SELECT_NO_FAIL,
        ctx.mapKey('k'),
        ctx.allChildrenWithFilter(exp.gt(exp.loopVarInt(LOOP_VAR_INDEX), exp.intVal(1))),
      ),
      '93ccfe9422a2036b049303937a02020111',
    ],
    [
      'keys with a condition',
      selectByPath('b', 0, ctx.mapKeysIn(['a', 7]), ctx.andFilter(exp.eq(VALUE, exp.intVal(1)))),
      '93ccfe942a92a2036107cd02049301937a02010100',
    ],
    [
      'a modification: apply, with its expression',
      modifyByPath('b', exp.removeResult(), PATH_MODIFY_NO_FAIL, ctx.allChildren()),
      '94ccfe9204c3149164',
    ],
  ])('is written with %s', (_what, operation, hex) => {
    expect(particleHex(operation)).toBe(hex);
  });

  it.each<[string, () => unknown, string]>([
    ['no step', () => selectByPath('b', 0), 'selectByPath(path)'],
    ['unknown flags', () => selectByPath('b', 4, ctx.allChildren()), 'selectByPath(flags)'],
    [
      'flags of a selection',
      () => modifyByPath('b', VALUE, PATH_SELECT_VALUE, ctx.allChildren()),
      'modifyByPath(flags)',
    ],
    [
      'a step that creates',
      () => selectByPath('b', 0, ctx.mapKeyCreate('a')),
      'selectByPath(path)[0]',
    ],
    [
      'a filter without a step to narrow',
      () => selectByPath('b', 0, ctx.allChildren(), ctx.andFilter(exp.boolBin('a'))),
      'selectByPath(path)[1]',
    ],
    ['keys of other types', () => ctx.mapKeysIn([1.5]), 'ctx.mapKeysIn(keys)[0]'],
    ['no list of keys', () => ctx.mapKeysIn('ab' as never), 'ctx.mapKeysIn(keys)'],
    ['an index that is no integer', () => exp.loopVarString(2 as never), 'exp.loopVarString(part)'],
    ['an unknown part', () => exp.loopVarInt(3 as never), 'exp.loopVarInt(part)'],
    [
      'another type of result',
      () => exp.selectByPath(2 as never, 0, exp.mapBin('b'), ctx.allChildren()),
      'exp.selectByPath(valueType)',
    ],
    [
      'selecting steps in an ordinary path',
      () => withContext(listSize('b'), ctx.allChildren() as never),
      'context[0]',
    ],
    [
      'selecting steps in the path of an ordinary expression',
      () => exp.listSize(exp.listBin('b'), ctx.allChildren() as never),
      'exp.listSize(ctx 1)',
    ],
  ])('refuses %s', (_what, build, argument) => {
    let error: InvalidArgError | undefined;
    try {
      build();
    } catch (thrown) {
      error = thrown as InvalidArgError;
    }
    expect([error?.code, error?.argument]).toEqual(['INVALID_ARGUMENT', argument]);
  });
});

describe('the text of a path expression', () => {
  it('shows modification, flags and path', () => {
    const expression = exp.modifyByPath(
      EXP_TYPE_MAP,
      exp.cond(
        exp.eq(exp.loopVarString(LOOP_VAR_KEY), exp.stringVal('x')),
        exp.removeResult(),
        VALUE,
      ),
      PATH_MODIFY_NO_FAIL,
      exp.mapBin('b'),
      ctx.allChildrenWithFilter(exp.gt(VALUE, exp.intVal(3))),
      ctx.mapKey('k'),
    );
    const text =
      'modifyByPath(map, cond(eq(loopVarString(0), "x"), removeResult(), loopVarInt(1)), 16, ' +
      'mapBin("b"), ctx.allChildrenWithFilter(gt(loopVarInt(1), 3)), ctx.mapKey("k"))';
    expect(exp.toText(expression)).toBe(text);
    expect(exp.toText(exp.fromBase64(exp.toBase64(expression)))).toBe(text);
  });
});
