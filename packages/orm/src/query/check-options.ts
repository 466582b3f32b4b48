import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { isPlainObject } from '../mapping/plain-object.js';

/** Refuses options that a method of queries does not have. */
export function checkOptions(method: string, options: object, known: readonly string[]): void {
  if (!isPlainObject(options)) {
    throw new QueryError(
      `${method}: takes an object with ${known.join(', ')}; got ${describeValue(options)}`,
    );
  }
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue;
    throw new QueryError(`${method}: has no option ${option}; it takes ${known.join(', ')}`);
  }
}
