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

/** What servers say when they do not have the module. */
const NO_MODULE = 'UDF: Execution Error 1';

/** What a function complained of, as a sentence. */
export function udfFailureText({ module, functionName }: UdfCall, reason: string): string {
  const text = `${module}.${functionName} failed: ${reason}`;
  if (reason !== NO_MODULE) return text;
  return `${text}. Remedy: register the module with client.udfPut(); client.udfList() tells which there are.`;
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
