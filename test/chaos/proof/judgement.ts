import { INCREMENT_MODES } from '../load/increment.js';
import type { Outcome } from '../load/outcome.js';
import type { Evidence } from './evidence.js';

/** What was found of some increments, next to what the client said of them. */
export interface Judgement {
  readonly acknowledged: number;
  readonly inDoubt: number;
  readonly refused: number;
  /** Sum of all counters. */
  readonly found: number;
  /** Increments in doubt that were applied. */
  readonly doubtsFound: number;
  /** Applied more than once with the permission of the caller. */
  readonly repeated: number;
  /** What must not be: each line is one. */
  readonly violations: readonly string[];
}

/**
 * Holds what the client said against what the records tell.
 *
 * @param sides - evidence of each part of a cluster that was split; one for a cluster in one piece.
 * @param splitAt - increments that began later are on one of the sides only, those in front of it may be on
 *   both.
 */
export function judge(
  outcomes: readonly Outcome[],
  sides: readonly Evidence[],
  splitAt = 0,
): Judgement {
  const violations: string[] = [];
  const tally = { acknowledged: 0, 'in doubt': 0, refused: 0 };
  let [found, doubtsFound, repeated] = [0, 0, 0];
  for (const outcome of outcomes) {
    const { id, verdict, mode, fault } = outcome;
    const counts = sides.map(({ applied }) => applied.get(id) ?? 0);
    const isShared = outcome.startedAt < splitAt;
    const times = isShared ? Math.max(...counts) : counts.reduce((sum, each) => sum + each, 0);
    tally[verdict]++;
    found += times;
    if (fault !== undefined) violations.push(`untyped error: ${fault}`);
    if (verdict === 'in doubt' && times > 0) doubtsFound++;
    if (times > 1 && INCREMENT_MODES[mode].mayRepeat) repeated++;
    const complaint = complaintOf(outcome, times);
    if (complaint !== undefined) violations.push(`${complaint}: ${JSON.stringify(outcome)}`);
  }
  const known = new Set(outcomes.map(({ id }) => id));
  for (const { applied, inconsistent } of sides) {
    if (inconsistent > 0) violations.push(`${inconsistent} counters differ from their increments`);
    for (const id of applied.keys()) {
      if (!known.has(id)) violations.push(`found increment ${id} that nobody has sent`);
    }
  }
  const { acknowledged, refused } = tally;
  const inDoubt = tally['in doubt'];
  return { acknowledged, inDoubt, refused, found, doubtsFound, repeated, violations };
}

function complaintOf({ verdict, mode }: Outcome, times: number): string | undefined {
  if (verdict === 'acknowledged' && times === 0) return 'acknowledged, and lost';
  if (verdict === 'refused' && times > 0)
    return `refused without doubt, and applied ${times} times`;
  if (times > 1 && !INCREMENT_MODES[mode].mayRepeat) return `applied ${times} times`;
  return undefined;
}
