import { type Operation, operations } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { type OperateTarget, type WriterMethods, writing } from './operate-target.js';

/** append and prepend. */
export function stringMethods(target: OperateTarget): WriterMethods {
  return {
    append: (text: string) => join(target, 'append', text, operations.append),
    prepend: (text: string) => join(target, 'prepend', text, operations.prepend),
  };
}

// Four values, one of them the builder of the operation.
function join(
  target: OperateTarget,
  method: string,
  text: string,
  build: (bin: string, text: string) => Operation,
) {
  const label = `${target.label}.${method}`;
  if (target.steps.length > 0) {
    throw new MappingError(label, 'the server joins texts only in bins of their own; use set()');
  }
  if (typeof text !== 'string') {
    throw new MappingError(label, `must be given a string; got ${describeValue(text)}`);
  }
  return writing(target, { method, operations: [build(target.bin, text)] });
}
