import { AerospikeError } from '@aeroform/core';
import type { NamedOperations } from './operation-recorder.js';
import type { PendingOperation } from './operate-target.js';

/** What the server says of operations (as/include/base/proto.h of the server). */
const BIN_TYPE = 12;
const NOT_APPLICABLE = 26;

/**
 * Result codes of the server that are about an operation rather than the record: wrong parameter, bin
 * that is (not) there, wrong type, element that is (not) there, not applicable.
 */
const ABOUT_OPERATIONS: ReadonlySet<number> = new Set([4, 6, BIN_TYPE, 17, 23, 24, NOT_APPLICABLE]);

/** More are not named. */
const MAX_NAMED = 5;

/** The method of core behind `operate`, which the application did not call. */
const CORE_METHOD = /^operate(Ordered)?: /;

const OTHER_TYPE =
  'Another client, or an older declaration, stored it: dataSource.schema.drift(Class) counts such records.';
const NO_VALUE =
  'The expression has no value for this record, e.g. because a bin is not there; { skipUnknown: true } leaves the bin as it is then.';

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
  const remedy = remedyFor(error.resultCode, operations);
  error.message = `${which}: ${message.replace(CORE_METHOD, '')}${remedy}`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}

/** What only the mapper knows to say; empty for nothing. */
function remedyFor(resultCode: number, operations: readonly PendingOperation[]): string {
  if (resultCode === BIN_TYPE) return `. ${OTHER_TYPE}`;
  const mayLackValue = operations.some(({ method }) => method.startsWith('setExpr'));
  return resultCode === NOT_APPLICABLE && mayLackValue ? ` ${NO_VALUE}` : '';
}
