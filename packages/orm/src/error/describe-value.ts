import { types } from 'node:util';

const SHOWN_LENGTH = 40;

/** Said of text that cannot be stored, which else looks like any other. */
const NO_UTF8 = ', which has half of a surrogate pair: UTF-8 cannot say it';

/** A value as error messages show it: short, on one line, never the contents of containers. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(shorten(value))}${value.isWellFormed() ? '' : NO_UTF8}`;
    case 'number':
    case 'boolean':
      return `${typeof value} ${String(value)}`;
    case 'bigint':
      return `bigint ${shorten(value.toString())}n`;
    case 'undefined':
      return 'undefined';
    case 'symbol':
    case 'function':
      return `a ${typeof value}`;
    case 'object':
      return value === null ? 'null' : describeObject(value);
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (types.isDate(value) && Number.isNaN(value.getTime())) return 'an invalid Date';
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  const name = prototype?.constructor?.name;
  if (name === undefined || name === '' || name === 'Object') return 'a plain object';
  return `an instance of ${name}`;
}

function shorten(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
