import { AerospikeError } from '@aeroform/core';
import type { NamedOperations } from './operation-recorder.js';

/**
 * Result codes of the server that are about an operation rather than the record: wrong parameter, bin
 * that is (not) there, wrong type, element that is (not) there, not applicable.
 */
const ABOUT_OPERATIONS: ReadonlySet<number> = new Set([4, 6, 12, 17, 23, 24, 26]);

/** More are not named. */
const MAX_NAMED = 5;

/**
 * Puts the paths of the operations in front of the message. The server does not say which of several
 * operations it refused: then all are named.
 */
export function nameOperations(error: unknown, { operations }: NamedOperations): unknown {
  if (!(error instanceof AerospikeError) || !ABOUT_OPERATIONS.has(error.resultCode)) return error;
  const labels = operations.slice(0, MAX_NAMED).map(({ label }) => label);
  const more = operations.length > MAX_NAMED ? ` and ${operations.length - MAX_NAMED} more` : '';
  const which = labels.length === 1 ? labels.join('') : `one of ${labels.join(', ')}${more}`;
  const { message, stack } = error;
  error.message = `${which}: ${message}`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}
