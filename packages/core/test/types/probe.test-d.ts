import { exp, type AnyExpression, type Expression } from '../../src/index.js';
const any = exp.var('x');
const a: Expression<'int'> = any;
const b: AnyExpression = exp.intBin('a');
const c: Expression = exp.intBin('a');
exp.gt(any, exp.intVal(1));
exp.gt(exp.intVal(1), any);
exp.numAdd(any, exp.intVal(1));
exp.numAdd(exp.intVal(1), any);
const d: Expression<'bool'> = exp.eq(exp.var('x'), exp.var('y'));
// @ts-expect-error different
exp.gt(exp.intBin('a'), exp.stringVal('x'));
// @ts-expect-error different
exp.gt(exp.floatBin('a'), exp.intVal(1));
// @ts-expect-error different
exp.eq(exp.geoBin('a'), exp.geoVal({ type: 'Point' }));
// @ts-expect-error
exp.and(exp.intBin('a'));
// @ts-expect-error
exp.numAdd(exp.intBin('a'), exp.floatBin('b'));
// @ts-expect-error
const e: Expression<'int'> = exp.stringBin('a');
const f: Expression<'int'> = exp.cond(exp.boolVal(true), exp.intVal(1), exp.unknown());
// @ts-expect-error
const g = exp.cond(exp.boolVal(true), exp.intVal(1), exp.stringVal('x'));
const h: Expression<'int'> = exp.let(
  exp.def('x', exp.intBin('a')),
  exp.def('y', exp.stringBin('a')),
  exp.intVal(1),
);
