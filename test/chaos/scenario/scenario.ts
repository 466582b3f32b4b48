import type { NodeAction } from '../cluster/chaos-cluster.js';

/** What happens to a node under load. */
export interface Scenario {
  readonly name: string;
  readonly disturb: NodeAction;
  readonly undo: NodeAction;
  /** Whether it stays so for a while, or only for a moment. */
  readonly lasts: boolean;
  /** Whether both sides accept writes meanwhile. */
  readonly splits: boolean;
}

const HEALED = { undo: 'heal', lasts: true } as const;
const CLEARED = { undo: 'clear faults', lasts: true } as const;

/** All of them, in the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'stop', disturb: 'stop', undo: 'start', lasts: true, splits: false },
  { name: 'restart', disturb: 'stop', undo: 'start', lasts: false, splits: false },
  { name: 'cut off, refusing', disturb: 'cut off, refusing', splits: false, ...HEALED },
  { name: 'cut off, hanging', disturb: 'cut off, hanging', splits: false, ...HEALED },
  { name: 'cut off, serving', disturb: 'cut off, serving', splits: true, ...HEALED },
  { name: 'slow', disturb: 'slow down', splits: false, ...CLEARED },
  { name: 'losing answers', disturb: 'lose answers', splits: false, ...CLEARED },
];
