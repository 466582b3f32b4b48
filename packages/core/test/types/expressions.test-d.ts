import * as core from '@aeroform/core';
import { type AnyExpression, ctx, exp, type Expression, inverted } from '@aeroform/core';

/** Only compiles when the two types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => undefined;

const age = exp.intBin('age');
const name = exp.stringBin('name');
const list = exp.listBin('l');
const map = exp.mapBin('m');
const one = exp.intVal(1);
const half = exp.floatVal(0.5);
const yes = exp.boolVal(true);

// Both sides of a comparison have the same type.
same<Expression<'bool'>, ReturnType<typeof exp.not>>(true);
const adult: Expression<'bool'> = exp.and(exp.ge(age, one), exp.eq(name, exp.stringVal('x')));
exp.eq(exp.boolBin('active'), yes);
exp.eq(exp.nil(), exp.nil());
// @ts-expect-error an integer and a string
exp.gt(age, exp.stringVal('x'));
// @ts-expect-error a double and an integer: the server never compares them
exp.gt(exp.floatBin('f'), one);
// @ts-expect-error a boolean bin is no integer
exp.eq(exp.boolBin('active'), one);
// @ts-expect-error GeoJSON has no order
exp.eq(exp.geoBin('g'), exp.geoVal('{}'));
// @ts-expect-error a plain number is no expression
exp.gt(age, 21);

// Logic takes booleans.
// @ts-expect-error an integer
exp.and(adult, age);
// @ts-expect-error an integer
exp.not(age);

// Numbers of one operator are all integers or all doubles.
const sum: Expression<'int'> = exp.numAdd(age, one, one);
const power: Expression<'float'> = exp.numPow(half, half);
// @ts-expect-error an integer and a double
exp.numAdd(age, half);
// @ts-expect-error powers are of doubles
exp.numPow(one, one);
// @ts-expect-error a string
exp.max(name, name);
// @ts-expect-error the result is a double
const wrong: Expression<'int'> = exp.toFloat(age);

// All actions of cond have the same type.
const choice: Expression<'int'> = exp.cond(yes, one, yes, one, yes, age, yes, one, sum);
const unknown: Expression<'int'> = exp.cond(yes, one, exp.unknown());
// @ts-expect-error an integer, otherwise a string
exp.cond(yes, one, name);
// @ts-expect-error the second action is a string
exp.cond(yes, one, yes, name, one);
// @ts-expect-error a test is a boolean
exp.cond(one, one, one);

// Variables fit everywhere, unless their type is said.
const scope: Expression<'int'> = exp.let(
  exp.def('x', age),
  exp.def('y', name),
  exp.numAdd(one, exp.var('x')),
);
exp.gt(exp.var('x'), one);
exp.gt(one, exp.var('x'));
const any: AnyExpression = exp.fromBase64('kUU=');
const fits: Expression<'bool'> = any;
// @ts-expect-error said to be an integer
exp.not(exp.var<'int'>('x'));
// @ts-expect-error definitions come first
exp.let(one, exp.def('x', age));

// The type of a key follows from its number.
const key: Expression<'string'> = exp.key(core.EXP_TYPE_STRING);
// @ts-expect-error keys are no lists
exp.key(core.EXP_TYPE_LIST);

// What is read of lists and maps follows from the return type.
const { LIST_RETURN_COUNT, LIST_RETURN_EXISTS, LIST_RETURN_VALUE, MAP_RETURN_KEY_VALUE } = core;
const { EXP_TYPE_BOOL, EXP_TYPE_INT, EXP_TYPE_STRING } = core;
const first: Expression<'string'> = exp.listGetByIndex(LIST_RETURN_VALUE, EXP_TYPE_STRING, 0, list);
const exists: Expression<'bool'> = exp.mapGetByKey(LIST_RETURN_EXISTS, EXP_TYPE_BOOL, name, map);
const count: Expression<'int'> = exp.listGetByValueRange(
  LIST_RETURN_COUNT,
  one,
  null,
  list,
  ctx.mapKey('k'),
);
const others: Expression<'int'> = exp.listGetByValue(inverted(LIST_RETURN_COUNT), one, list);
const values: Expression<'list'> = exp.listGetByIndexRange(LIST_RETURN_VALUE, 0, null, list);
const pairs: Expression<'map'> = exp.mapGetByKeyRange(MAP_RETURN_KEY_VALUE, null, name, map);
// @ts-expect-error a count is an integer
exp.listGetByIndex(LIST_RETURN_COUNT, EXP_TYPE_STRING, 0, list);
// @ts-expect-error the value is a string
exp.gt(exp.listGetByIndex(LIST_RETURN_VALUE, EXP_TYPE_STRING, 0, list), one);
// @ts-expect-error lists have no keys
exp.listGetByIndex(core.MAP_RETURN_KEY, EXP_TYPE_STRING, 0, list);
// @ts-expect-error NONE has no value
exp.listGetByValue(core.LIST_RETURN_NONE, one, list);
// @ts-expect-error nor has its inversion
exp.listGetByValue(inverted(core.LIST_RETURN_NONE), one, list);
// @ts-expect-error what is there or not is true or false
exp.mapGetByIndex(core.MAP_RETURN_EXISTS, EXP_TYPE_STRING, 0, map);
// @ts-expect-error one element can not be inverted
exp.listGetByIndex(inverted(LIST_RETURN_VALUE), EXP_TYPE_INT, 0, list);
// @ts-expect-error a map is no list
exp.listSize(map);
// @ts-expect-error steps are made by ctx
exp.listSize(list, 'k');
