import type { TestTitle } from './test-source.js';

/**
 * `same`: the same name, in camel case, with the same parameters. `other`: another name, other parameters or
 * another value, for the reason in the note. `there`: a capability, named as shown. `not needed`: nothing here on purpose, for the reason in the
 * note. `open`: missing, or not proven by a test.
 */
export type State = 'same' | 'other' | 'there' | 'not needed' | 'open';

/** What one thing of theirs is here. */
export interface Row {
  readonly theirs: string;
  /** Empty where there is nothing. */
  readonly ours: string;
  readonly state: State;
  readonly note: string;
  /** The test that proves it; null where there is none. */
  readonly proof: TestTitle | null;
}
