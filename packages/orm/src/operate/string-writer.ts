import { type Operation, operations } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { NumberWriter } from './number-writer.js';
import { type OperateTarget, writing } from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';

/** append and prepend. */
export class StringWriter extends ScalarWriter {
  append(text: string): unknown {
    return join(this[TARGET], 'append', text, operations.append);
  }

  prepend(text: string): unknown {
    return join(this[TARGET], 'prepend', text, operations.prepend);
  }
}

/** Of a property without a declared type: what numbers and texts have. */
export class DynamicWriter extends NumberWriter {
  append(text: string): unknown {
    return join(this[TARGET], 'append', text, operations.append);
  }

  prepend(text: string): unknown {
    return join(this[TARGET], 'prepend', text, operations.prepend);
  }
}

// Four values, one of them the builder of the operation.
function join(
  target: OperateTarget,
  method: string,
  text: string,
  build: (bin: string, text: string) => Operation,
): unknown {
  const label = `${target.label}.${method}`;
  if (target.steps.length > 0) {
    throw new MappingError(label, 'the server joins texts only in bins of their own; use set()');
  }
  if (typeof text !== 'string') {
    throw new MappingError(label, `must be given a string; got ${describeValue(text)}`);
  }
  return writing(target, method, [build(target.bin, text)]);
}
