import type { Outcome } from './load/outcome.js';
import { describeFailure } from './load/outcome.js';
import { playAll } from './play.js';
import { judge } from './proof/judgement.js';
import { failuresOf, formatErrors, formatRow } from './report.js';
import { SCENARIOS } from './scenario/scenario.js';

const TEND_INTERVAL = 250;
/** What never ends is found here; how long it takes is measured by the full run on a quiet machine. */
const RECOVERY = 10 * TEND_INTERVAL;

test('nothing that was acknowledged is lost, and nothing applied twice, whatever nodes do', async () => {
  const scale = {
    increments: 5000,
    processes: 1,
    concurrency: 64,
    tendInterval: TEND_INTERVAL,
    before: 0.5,
    hold: 1.5,
    after: 4,
    recovery: RECOVERY,
    migrationDelay: 20,
  };
  const rows: string[] = [];
  const result = await playAll(SCENARIOS, scale, (each) => rows.push(formatRow(each)));
  expect(failuresOf(result, RECOVERY)).toEqual([]);
  expect(rows).toHaveLength(SCENARIOS.length);
  const sums = result.scenarios.map((each) => each.acknowledged + each.refused + each.inDoubt);
  expect(Math.min(...sums)).toBeGreaterThanOrEqual(scale.increments / SCENARIOS.length);
  expect(Math.min(...result.scenarios.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(0);
  // The load was there when nodes went away.
  expect(formatErrors(result)).toMatch(/ClusterError CONNECTION_LOST -10, in doubt/);
}, 60_000);

describe('the judgement', () => {
  const sent = (id: number, verdict: Outcome['verdict'], mode: Outcome['mode']): Outcome => {
    return { id, verdict, mode, record: 0, startedAt: 10, endedAt: 11 };
  };
  const one = 'operate, default policy';
  const many = 'operate, retries allowed';
  const evidence = (entries: Record<number, number>, inconsistent = 0) => {
    const applied = new Map(Object.entries(entries).map(([id, times]) => [Number(id), times]));
    return { applied, inconsistent };
  };

  test('counts what was said and found', () => {
    const outcomes = [sent(1, 'acknowledged', one), sent(2, 'in doubt', one)];
    outcomes.push(sent(3, 'refused', one), sent(4, 'in doubt', many));
    expect(judge(outcomes, [evidence({ 1: 1, 4: 2 })])).toEqual({
      acknowledged: 1,
      inDoubt: 2,
      refused: 1,
      found: 3,
      doubtsFound: 1,
      repeated: 1,
      violations: [],
    });
  });

  test.each([
    ['acknowledged, and lost', sent(1, 'acknowledged', one), {}],
    ['applied 2 times', sent(1, 'acknowledged', one), { 1: 2 }],
    ['applied 2 times', sent(1, 'in doubt', one), { 1: 2 }],
    ['refused without doubt, and applied 1 times', sent(1, 'refused', many), { 1: 1 }],
    ['found increment 2 that nobody has sent', sent(1, 'acknowledged', one), { 1: 1, 2: 1 }],
  ])('finds what was %s', (complaint, outcome, applied) => {
    const { violations } = judge([outcome], [evidence(applied)]);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(complaint);
  });

  test('finds counters that differ, and errors without a type', () => {
    const untyped = { ...sent(1, 'refused', one), ...describeFailure(new TypeError('x')) };
    const { violations } = judge([untyped], [evidence({}, 2)]);
    expect(violations).toHaveLength(2);
    expect(violations[0]).toContain('untyped error: TypeError: x');
    expect(violations[1]).toContain('2 counters');
  });

  test('adds up both sides of a split, but for what was there before', () => {
    const sides = [evidence({ 1: 1 }), evidence({ 1: 1 })];
    expect(judge([sent(1, 'acknowledged', one)], sides, 11).violations).toEqual([]);
    expect(judge([sent(1, 'acknowledged', one)], sides, 10).violations).toHaveLength(1);
  });
});
