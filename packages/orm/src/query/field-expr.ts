import { QueryError } from '../error/query-error.js';
import { arithmetic } from './arithmetic.js';
import { hasKey, hasValue, includesAny, pathAt, pathOfKey } from './collection-condition.js';
import { absent, between, compare, isOneOf, present } from './comparison.js';
import { type Condition, notOf } from './condition.js';
import { OperandExpr, predicateOf } from './expr-node.js';
import type { FieldPath } from './field-path.js';
import { containsPoint, withinRegion } from './geo-condition.js';
import type { Operand } from './operand.js';
import { requireType } from './require-type.js';
import { patternCondition, textCondition } from './text-condition.js';
import type { Predicate } from '../type/expr.js';

/** Makes the field of a nested path: its properties for an embedded object, else a FieldExpr. */
export type FieldFactory = (path: FieldPath) => unknown;

/** Applies the callback of `some(…)` to the element of a list. */
export type ElementTest = (list: FieldPath, build: unknown) => Condition;

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

  mod(value: unknown): FieldExpr {
    return this.#computed('mod', value);
  }

  startsWith(text: unknown): Predicate {
    return predicateOf(textCondition(this, 'startsWith', text));
  }

  endsWith(text: unknown): Predicate {
    return predicateOf(textCondition(this, 'endsWith', text));
  }

  contains(text: unknown): Predicate {
    return predicateOf(textCondition(this, 'contains', text));
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

  some(build: unknown): Predicate {
    const path = this.#path('some');
    requireType(path, ['list'], 'some');
    return predicateOf(this.#surroundings.testElement(path, build));
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

  #computed(operator: 'add' | 'sub' | 'mul' | 'mod', value: unknown): FieldExpr {
    return this.#derived(arithmetic(operator, this, value), `${operator}(…)`);
  }

  #derived(operand: Operand, method: string): FieldExpr {
    return new FieldExpr(operand, `${this.label}.${method}`, this.#surroundings);
  }

  #path(method: string): FieldPath {
    if (this.operand.kind === 'field') return this.operand.path;
    throw new QueryError(`${this.label}.${method}: is for stored properties`);
  }
}
