import { OptionError } from '../error/data-source-error.js';

/** What `when` and the filter expression of a policy look like in the options of a call. */
export interface Conditional {
  readonly when?: unknown;
  readonly policy?: { readonly filterExpression?: unknown };
}

/**
 * Refuses a condition on a write that may make the record: the server checks none when there is no
 * record yet, so it would be ignored.
 *
 * @param remedy what to do instead
 */
export function refuseCondition(verb: string, options: Conditional, remedy: string): void {
  const option = conditionOption(options);
  if (option === null) return;
  throw new OptionError(
    option,
    `the server checks no condition when there is no record yet, so ${verb}() would ignore it; ${remedy}`,
  );
}

/** Which option of a call holds a condition; null for none. */
export function conditionOption({ when, policy }: Conditional): string | null {
  if (when !== undefined) return 'when';
  return policy?.filterExpression === undefined ? null : 'policy.filterExpression';
}
