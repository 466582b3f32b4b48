import { expectedFailures, type LedgerEntry, readLedger } from './replayer/ledger.js';
import { playScenario } from './replayer/play-scenario.js';
import type { StepOutcome } from './replayer/play-step.js';
import { areas, readScenarios, type Scenario } from './replayer/scenario.js';
import { openServer, realServer } from './replayer/server-under-test.js';
import { verdict } from './replayer/verdict.js';

const real = realServer();
/** The ledger lists differences of embedded: the real server has none. */
const ledger: readonly LedgerEntry[] = real === undefined ? readLedger() : [];

/** Areas that mostly wait. Each of their scenarios has a server of its own and plays beside others. */
const WAITING: ReadonlySet<string> = new Set(real === undefined ? ['misc', 'malformed'] : []);

/** Broken messages are sent only to a server that nobody else uses. */
const harmless = real === undefined || process.env['AEROSPIKE_MALFORMED'] === '1';
const played = areas().filter((area) => harmless || area !== 'malformed');
const recorded = new Map(played.map((area) => [area, readScenarios(area)]));

for (const [area, scenarios] of recorded) {
  describe(`Recorded exchanges of ${area}`, () => {
    const outcomes = new Map<string, readonly StepOutcome[]>();

    async function play(some: readonly Scenario[]): Promise<void> {
      await using server = await openServer();
      for (const scenario of some) {
        outcomes.set(scenario.id, await playScenario(scenario, server.address));
      }
    }

    beforeAll(async () => {
      if (WAITING.has(area)) await Promise.all(scenarios.map((scenario) => play([scenario])));
      else await play(scenarios);
    }, 120_000);

    for (const { id, note } of scenarios) {
      test(`${id} is answered as by the real server: ${note}`, () => {
        const complaints = verdict(id, outcomes.get(id)!, expectedFailures(ledger, id));
        if (complaints.length > 0) throw new Error(complaints.join('\n\n'));
      });
    }
  });
}

/** Steps that are compared; each area loses its tests when its file is not found. */
const compared = [...recorded.values()].flat().flatMap(({ id, steps }) => {
  return steps.filter(({ setup }) => !setup).map(({ index }) => `${id} ${index}`);
});

test('All recorded steps are there', () => {
  expect(compared).toHaveLength(harmless ? 6342 : 6160);
});

test('The ledger names only steps that are compared, each once', () => {
  const listed = ledger.flatMap(({ scenario, steps }) =>
    steps.map((step) => `${scenario} ${step}`),
  );
  expect(listed.filter((step) => !compared.includes(step))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
});
