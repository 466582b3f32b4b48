import type { State } from './notes.js';
import type { Subject } from './subject.js';

/** One row of a table of the ledger. */
export interface Row {
  readonly subject: Subject;
  readonly name: string;
  /** The number on the wire; undefined for what has none. */
  readonly code: number | undefined;
  readonly state: State;
  /** What to know about it, in a few words; may be empty. */
  readonly remark: string;
  /** Exchanges that were recorded on the real server and are replayed. */
  readonly recorded: number;
  /** Result codes of the recorded answers. */
  readonly resultCodes: readonly number[];
  /** Whether the form of the answer was compared with the real server's. */
  readonly measured: boolean;
  /** A test that covers what was not recorded. */
  readonly test: string | undefined;
  /** Numbers of the differences that concern it. */
  readonly differences: readonly number[];
}

/** States that embedded itself shows when it is asked, or that are about nothing. */
const UNPROVEN: ReadonlySet<State> = new Set(['refused', 'unused']);

/** True when nothing shows that the state of a row is true. */
export function lacksEvidence({ recorded, measured, test, state }: Row): boolean {
  return recorded === 0 && !measured && test === undefined && !UNPROVEN.has(state);
}
