import { exp, EXP_READ_EVAL_NO_FAIL, operations } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { isTtl } from '../metadata/entity-options.js';
import { compileExpr, compilePredicate } from '../condition/compile-predicate.js';
import { rootFields } from '../condition/root-fields.js';
import type { Expr, Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { conditionalOperation, existenceTest } from './conditional-operation.js';
import type { OperationRecorder } from './operation-recorder.js';
import {
  decodeExists,
  decodePresent,
  type OperateTarget,
  PendingOperation,
  reading,
  writing,
} from './operate-target.js';

/** Operations on the record itself: `$`. */
export class RecordWriter {
  readonly #recorder: OperationRecorder;
  readonly #target: OperateTarget;

  constructor(recorder: OperationRecorder) {
    this.#recorder = recorder;
    this.#target = {
      bin: '',
      steps: [],
      value: { kind: 'dynamic', converter: null },
      label: `${recorder.metadata.name}.$`,
      sink: recorder,
    };
  }

  touch(ttl?: number): unknown {
    if (ttl !== undefined && (typeof ttl !== 'number' || !isTtl(ttl))) {
      throw new MappingError(
        `${this.#target.label}.touch`,
        `takes whole seconds above 0; got ${describeValue(ttl)}; 'never', 'default' and 'keep' are for the option ttl of the call`,
      );
    }
    return writing(this.#target, 'touch', [operations.touch(ttl)]);
  }

  remove(): unknown {
    return writing(this.#target, 'remove', [operations.delete()]);
  }

  exp(build: (fields: Root<object>) => Expr): unknown {
    const { metadata } = this.#recorder;
    const expression = compileExpr(this.#recorder, build(rootFields(metadata)));
    // As in project(): the server has no value where something is not there.
    const read = operations.expRead(this.#name(), expression, EXP_READ_EVAL_NO_FAIL);
    return reading(this.#target, 'exp', read, decodePresent);
  }

  when(condition: (fields: Root<object>) => Predicate, operation: unknown): unknown {
    const recorder = this.#recorder;
    const label = `${this.#target.label}.when`;
    if (!(operation instanceof PendingOperation) || operation.writes === null) {
      const given =
        operation instanceof PendingOperation ? operation.label : describeValue(operation);
      throw new MappingError(label, `takes a condition and an operation that writes; got ${given}`);
    }
    recorder.untake(operation);
    const required = existenceTest(operation.operations);
    const holds = compilePredicate(recorder, condition);
    const test = required === null ? holds : exp.and(required, holds);
    const write = conditionalOperation(operation.operations, test, operation.label);
    // First: the write may change what the condition is about.
    const sent = [operations.expRead(this.#name(), test, EXP_READ_EVAL_NO_FAIL), write];
    const method = `${operation.method} under a condition`;
    const result = { writes: operation.writes, decode: decodeExists, answer: 0 };
    return recorder.take(new PendingOperation(operation.target, method, sent, result));
  }

  /** A name for the result that no bin of the answer has. */
  #name(): string {
    return `$${this.#recorder.count}`;
  }
}
