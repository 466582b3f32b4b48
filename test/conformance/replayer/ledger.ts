import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Steps of one scenario that embedded is known to answer otherwise than the real server. */
const ledgerEntry = z.strictObject({
  scenario: z.string(),
  /** Positions in the scenario, from 0, ascending. */
  steps: z.array(z.int().nonnegative()).nonempty(),
  reason: z.string().nonempty(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** The name of the checked-in ledger. */
export const LEDGER_FILE = 'expectation.json';

/** @throws when the file is not a list of entries. */
export function readLedger(): LedgerEntry[] {
  const file = path.join(__dirname, '..', LEDGER_FILE);
  return z.array(ledgerEntry).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The steps of a scenario that are expected to fail. */
export function expectedFailures(ledger: readonly LedgerEntry[], scenarioId: string): Set<number> {
  const entries = ledger.filter(({ scenario }) => scenario === scenarioId);
  return new Set(entries.flatMap(({ steps }) => steps));
}
