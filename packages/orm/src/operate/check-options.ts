import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';

/** What an option may be, as `typeof` names it, or the words it may be; `any` is checked elsewhere. */
type Allowed = 'boolean' | 'number' | 'any' | readonly string[];

/** The options of a method, by name. */
export type OptionTable = Readonly<Record<string, Allowed>>;

/**
 * Refuses options that a method does not have.
 *
 * @param label `Class.property.method`
 * @throws OptionError
 */
export function checkOptions(given: unknown, table: OptionTable, label: string): void {
  if (given === undefined) return;
  const known = Object.keys(table).join(', ');
  if (!isPlainObject(given)) {
    throw new OptionError(label, `takes options ${known}; got ${describeValue(given)}`);
  }
  for (const [name, value] of Object.entries(given)) {
    const allowed = table[name];
    const option = `${label}: ${name}`;
    if (allowed === undefined) throw new OptionError(option, `is unknown; there are ${known}`);
    if (value === undefined || isAllowed(value, allowed)) continue;
    const expected = typeof allowed === 'string' ? `a ${allowed}` : allowed.join(' or ');
    throw new OptionError(option, `must be ${expected}; got ${describeValue(value)}`);
  }
}

function isAllowed(value: unknown, allowed: Allowed): boolean {
  if (typeof allowed === 'string') return allowed === 'any' || typeof value === allowed;
  return typeof value === 'string' && allowed.includes(value);
}
