import { optionError } from '../error/option-error.js';

// Every check returns the value, and throws an EmbeddedError that names the option and what is allowed.

export function checkInteger(value: unknown, name: string, min: number, max: number): number {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    throw optionError(`${name} must be an integer from ${min} to ${max}, found ${String(value)}`);
  }
  return value as number;
}

export function checkBoolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw optionError(`${name} must be true or false`);
  return value;
}

/** A text that is not empty. */
export function checkText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw optionError(`${name} must be a text`);
  return value;
}

/** An object with no other options than these. */
export function checkObject(value: unknown, name: string, known: readonly string[]): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw optionError(`${name} must be an object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw optionError(`unknown option ${name}.${unknown}; known are ${known.join(', ')}`);
  }
  return value;
}

/** What is given to a function as its options: an object with no other names than these. */
export function checkOptionNames(value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw optionError(`the options must be an object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw optionError(`unknown option "${unknown}"; known are ${known.join(', ')}`);
}

/** A port to listen on; 0 for any free one. */
export function checkPort(value: unknown, name: string): number {
  return checkInteger(value, name, 0, MAX_PORT);
}

const MAX_PORT = 65_535;
