import { QueryError } from '../error/query-error.js';
import { arithmetic, extreme, numberFunction } from './arithmetic.js';
import {
  hasKey,
  hasValue,
  includesAll,
  includesAny,
  pathAt,
  pathById,
  pathOfKey,
} from './collection-condition.js';
import { absent, between, compare, isOneOf, present } from './comparison.js';
import { type Condition, notOf } from './condition.js';
import { OperandExpr, predicateOf } from './expr-node.js';
import type { FieldPath } from './field-path.js';
import { containsPoint, withinRegion } from './geo-condition.js';
import { bitMeasure, sketchCount, sketchMayContain } from './measure.js';
import type { ArithmeticOperator, NumberFunction, Operand } from './operand.js';
import { requireType } from './require-type.js';
import { patternCondition, textCondition } from './text-condition.js';
import type { Predicate } from '../type/expr.js';

/** Makes the field of a nested path: its properties for an embedded object, else a FieldExpr. */
export type FieldFactory = (path: FieldPath) => unknown;

/** Applies the callback of `some(…)` or `every(…)` to the element of a list or map. */
export type ElementTest = (
  collection: FieldPath,
  build: unknown,
  method: 'some' | 'every' | 'none' | 'someValue',
) => Condition;

/** What a FieldExpr needs to go deeper. */
export interface FieldSurroundings {
  readonly fieldOf: FieldFactory;
  readonly testElement: ElementTest;
}

/**
 * A value in conditions. One class has the methods of all kinds of field: the types of `Field<V>`
 * offer those that fit a property, and each checks the stored type once more.
 */
export class FieldExpr extends OperandExpr {
  readonly operand: Operand;
  readonly label: string;
  readonly #surroundings: FieldSurroundings;

  constructor(operand: Operand, label: string, surroundings: FieldSurroundings) {
    super(operand);
    this.operand = operand;
    this.label = label;
    this.#surroundings = surroundings;
    Object.freeze(this);
  }

  eq(value: unknown): Predicate {
    return predicateOf(compare('eq', this, value));
  }

  ne(value: unknown): Predicate {
    return predicateOf(notOf(compare('eq', this, value)));
  }

  gt(value: unknown): Predicate {
    return predicateOf(compare('gt', this, value));
  }

  gte(value: unknown): Predicate {
    return predicateOf(compare('gte', this, value));
  }

  lt(value: unknown): Predicate {
    return predicateOf(compare('lt', this, value));
  }

  lte(value: unknown): Predicate {
    return predicateOf(compare('lte', this, value));
  }

  between(low: unknown, high: unknown): Predicate {
    return predicateOf(between(this, low, high));
  }

  in(values: unknown): Predicate {
    return predicateOf(isOneOf(this, values));
  }

  notIn(values: unknown): Predicate {
    return predicateOf(notOf(isOneOf(this, values)));
  }

  exists(): Predicate {
    return predicateOf(present(this));
  }

  isNull(): Predicate {
    return predicateOf(absent(this));
  }

  add(value: unknown): FieldExpr {
    return this.#computed('add', value);
  }

  sub(value: unknown): FieldExpr {
    return this.#computed('sub', value);
  }

  mul(value: unknown): FieldExpr {
    return this.#computed('mul', value);
  }

  div(value: unknown): FieldExpr {
    return this.#computed('div', value);
  }

  mod(value: unknown): FieldExpr {
    return this.#computed('mod', value);
  }

  pow(exponent: unknown): FieldExpr {
    return this.#computed('pow', exponent);
  }

  min(...others: readonly unknown[]): FieldExpr {
    return this.#derived(extreme('min', this, others), 'min(…)');
  }

  max(...others: readonly unknown[]): FieldExpr {
    return this.#derived(extreme('max', this, others), 'max(…)');
  }

  neg(): FieldExpr {
    return this.#applied('neg');
  }

  abs(): FieldExpr {
    return this.#applied('abs');
  }

  floor(): FieldExpr {
    return this.#applied('floor');
  }

  ceil(): FieldExpr {
    return this.#applied('ceil');
  }

  round(): FieldExpr {
    return this.#applied('round');
  }

  toInt(): FieldExpr {
    return this.#applied('toInt');
  }

  toDouble(): FieldExpr {
    return this.#applied('toDouble');
  }

  bitCount(offset: unknown, size: unknown): FieldExpr {
    const operand = bitMeasure('bitCount', this.#path('bitCount'), offset, size);
    return this.#derived(operand, 'bitCount(…)');
  }

  bits(offset: unknown, size: unknown): FieldExpr {
    return this.#derived(bitMeasure('bits', this.#path('bits'), offset, size), 'bits(…)');
  }

  hllCount(): FieldExpr {
    return this.#derived(sketchCount(this.#path('hllCount')), 'hllCount()');
  }

  hllMayContain(values: unknown): Predicate {
    const operand = sketchMayContain(this.#path('hllMayContain'), values);
    return this.#derived(operand, 'hllMayContain(…)').eq(1);
  }

  startsWith(text: unknown, options?: unknown): Predicate {
    return predicateOf(textCondition(this, 'startsWith', text, options));
  }

  endsWith(text: unknown, options?: unknown): Predicate {
    return predicateOf(textCondition(this, 'endsWith', text, options));
  }

  contains(text: unknown, options?: unknown): Predicate {
    return predicateOf(textCondition(this, 'contains', text, options));
  }

  ieq(text: unknown): Predicate {
    return predicateOf(textCondition(this, 'ieq', text));
  }

  matches(pattern: unknown): Predicate {
    return predicateOf(patternCondition(this, pattern));
  }

  within(region: unknown): Predicate {
    return predicateOf(withinRegion(this.#path('within'), region));
  }

  containsPoint(point: unknown): Predicate {
    return predicateOf(containsPoint(this.#path('containsPoint'), point));
  }

  includes(value: unknown): Predicate {
    return predicateOf(includesAny(this.#path('includes'), [value], 'includes'));
  }

  includesAny(values: unknown): Predicate {
    return predicateOf(includesAny(this.#path('includesAny'), values, 'includesAny'));
  }

  includesAll(values: unknown): Predicate {
    return predicateOf(includesAll(this.#path('includesAll'), values));
  }

  some(build: unknown): Predicate {
    return predicateOf(this.#tested('some', build));
  }

  every(build: unknown): Predicate {
    return predicateOf(this.#tested('every', build));
  }

  none(build: unknown): Predicate {
    return predicateOf(notOf(this.#tested('none', build)));
  }

  someValue(build: unknown): Predicate {
    const path = this.#path('someValue');
    requireType(path, ['map'], 'someValue');
    return predicateOf(this.#surroundings.testElement(path, build, 'someValue'));
  }

  byId(id: unknown): unknown {
    return this.#surroundings.fieldOf(pathById(this.#path('byId'), id));
  }

  at(index: unknown): unknown {
    return this.#surroundings.fieldOf(pathAt(this.#path('at'), index));
  }

  hasKey(key: unknown): Predicate {
    return predicateOf(hasKey(this.#path('hasKey'), key));
  }

  hasValue(value: unknown): Predicate {
    return predicateOf(hasValue(this.#path('hasValue'), value));
  }

  key(key: unknown): unknown {
    return this.#surroundings.fieldOf(pathOfKey(this.#path('key'), key));
  }

  size(): FieldExpr {
    const path = this.#path('size');
    requireType(path, ['list', 'map'], 'size');
    if (path.value.kind === 'dynamic') {
      throw new QueryError(
        `${path.label}.size: declare the property with @ListBin, @SetBin or @MapBin`,
      );
    }
    return this.#derived(Object.freeze({ kind: 'size', path }), 'size()');
  }

  #tested(method: 'some' | 'every' | 'none', build: unknown): Condition {
    const path = this.#path(method);
    if (path.value.kind !== 'keyedList') requireType(path, ['list'], method);
    return this.#surroundings.testElement(path, build, method);
  }

  #computed(operator: ArithmeticOperator, value: unknown): FieldExpr {
    return this.#derived(arithmetic(operator, this, value), `${operator}(…)`);
  }

  #applied(name: NumberFunction): FieldExpr {
    return this.#derived(numberFunction(name, this), `${name}()`);
  }

  #derived(operand: Operand, method: string): FieldExpr {
    return new FieldExpr(operand, `${this.label}.${method}`, this.#surroundings);
  }

  #path(method: string): FieldPath {
    if (this.operand.kind === 'field') return this.operand.path;
    throw new QueryError(`${this.label}.${method}: is for stored properties`);
  }
}
