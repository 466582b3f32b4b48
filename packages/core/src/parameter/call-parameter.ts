import { types } from 'node:util';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { BinValue } from '../value/bin-value.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import { type Double } from '../value/double.js';
import { valueBrand } from '../value/value-brand.js';

/** One parameter of an operation helper: checks what was given and appends it to the wire's arguments. */
export interface CallParameter<T> {
  readonly name: string;
  readonly append: (args: ComparisonValue[], given: T, path: string) => void;
}

/** Any value that bins can hold. */
export function value(name: string): CallParameter<BinValue> {
  return comparison(name) as CallParameter<BinValue>;
}

/** Any value to compare with. */
export function comparison(name: string): CallParameter<ComparisonValue> {
  return {
    name,
    append(args, given, path) {
      if (given === undefined) throw invalidArg(path, given, 'a value');
      args.push(given);
    },
  };
}

/** A lower bound; null stands for the smallest value. */
export const BEGIN: CallParameter<ComparisonValue> = {
  name: 'begin',
  append: (args, given, path) => void args.push(checkBound(given, path)),
};

/** An upper bound; null stands for no bound, which is an argument less. */
export const END: CallParameter<ComparisonValue> = {
  name: 'end',
  append: (args, given, path) => {
    if (checkBound(given, path) !== null) args.push(given);
  },
};

/** What is left out by mistake must not select everything. */
function checkBound(given: ComparisonValue, path: string): ComparisonValue {
  if (given === undefined) throw invalidArg(path, given, 'a value; null for no bound');
  return given;
}

/** Several values, in an array or a set. */
export function values(name = 'values'): CallParameter<ListOfComparisons> {
  return {
    name,
    append(args, given, path) {
      if (Array.isArray(given)) args.push(given as readonly ComparisonValue[]);
      else if (types.isSet(given)) args.push(Array.from(given as ReadonlySet<ComparisonValue>));
      else throw invalidArg(path, given, 'an array or a Set');
    },
  };
}

/** An integer of `min` or more. */
export function integer(
  name: string,
  min: number = Number.MIN_SAFE_INTEGER,
): CallParameter<number> {
  const allowed = min === Number.MIN_SAFE_INTEGER ? 'an integer' : `an integer of ${min} or more`;
  return {
    name,
    append(args, given, path) {
      if (!Number.isSafeInteger(given) || given < min) throw invalidArg(path, given, allowed);
      args.push(given);
    },
  };
}

/** An argument that may be left out; only the last ones of a call can be. */
export function optional<T>(parameter: CallParameter<T>): CallParameter<T | undefined> {
  return {
    name: parameter.name,
    append(args, given, path) {
      if (given !== undefined) parameter.append(args, given, path);
    },
  };
}

/** A number to add: integer or double, as the value it is added to. */
export function summand(name: string): CallParameter<number | bigint | Double> {
  return {
    name,
    append(args, given, path) {
      const isNumber = typeof given === 'number' || typeof given === 'bigint';
      if (!isNumber && (typeof given !== 'object' || valueBrand(given ?? {}) !== 'double')) {
        throw invalidArg(path, given, 'a number, a bigint or double(x)');
      }
      args.push(given);
    },
  };
}

/** Refuses fields that a policy does not have. */
export function checkFields(given: object, path: string, fields: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalidArg(path, given, `an object with ${fields.join(', ')}`);
  }
  for (const field of Object.keys(given)) {
    if (fields.includes(field)) continue;
    const argument = `${path}.${field}`;
    throw new InvalidArgError(`${argument} is unknown; there are ${fields.join(', ')}`, {
      argument,
    });
  }
}

/** Several values to store. */
export type ListOfValues = readonly BinValue[] | ReadonlySet<BinValue>;
/** Several values to compare with. */
export type ListOfComparisons = readonly ComparisonValue[] | ReadonlySet<ComparisonValue>;
