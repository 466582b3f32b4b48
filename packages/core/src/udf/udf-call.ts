import { invalidArg } from '../error/argument-error.js';
import type { BinValue } from '../value/bin-value.js';

/** A call of a user-defined function. */
export interface UdfCall {
  /** Name of the module, without `.lua`. */
  readonly module: string;
  readonly functionName: string;
  /** What the function gets behind the record or stream. */
  readonly args: readonly BinValue[];
}

/** Checks the parts of a call. @throws {InvalidArgError} that names the wrong one. */
export function checkUdfCall(
  module: unknown,
  functionName: unknown,
  args: unknown,
  path = '',
): UdfCall {
  if (typeof module !== 'string' || module === '') {
    throw invalidArg(`${path}module`, module, 'the name of a registered module');
  }
  if (typeof functionName !== 'string' || functionName === '') {
    throw invalidArg(`${path}function`, functionName, 'the name of a function of the module');
  }
  if (args !== undefined && args !== null && !Array.isArray(args)) {
    throw invalidArg(`${path}args`, args, 'an array of arguments');
  }
  const given = (args ?? []) as readonly BinValue[];
  return Object.freeze({
    module: module.replace(/\.lua$/, ''),
    functionName,
    args: Object.freeze([...given]),
  });
}
