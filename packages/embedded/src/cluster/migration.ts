import { setImmediate, setTimeout } from 'node:timers/promises';
import { dropLeftovers, fillReplicas, gatherRecords } from './move-records.js';
import type { PartitionMap } from './partition-map.js';
import type { PartitionState } from './partition-state.js';

/** Milliseconds of work after which others get a turn. */
const TURN_MS = 4;

/**
 * Moves records to the nodes that are to have them: first to the final masters, then to the other
 * replicas. Clients are served meanwhile, and what they write is on all replicas at once.
 */
export class Migration {
  readonly #map: PartitionMap;
  readonly #abort = new AbortController();
  /** Resolves when everything has been moved, or the migration was cancelled. It never rejects. */
  readonly done: Promise<void>;

  /**
   * @param delay - milliseconds before each of the two steps.
   * @param failed - is told of a fault of the server itself: what was not moved yet stays where it is.
   */
  constructor(map: PartitionMap, delay: number, failed: (error: unknown) => void) {
    this.#map = map;
    this.done = this.#run(delay).catch((error: unknown) => {
      if (!this.#abort.signal.aborted) failed(error);
    });
  }

  /** Ends it: the cluster changed, and another one takes over. */
  cancel(): void {
    this.#abort.abort();
  }

  async #run(delay: number): Promise<void> {
    const { states } = this.#map;
    const unsettled = states.filter((state) => !state.isSettled);
    if (unsettled.length > 0) {
      await this.#pause(delay);
      await this.#each(unsettled, (state) => {
        if (state.sources.length === 0) return;
        gatherRecords(state);
        this.#map.changed();
      });
      await this.#pause(delay);
      await this.#each(unsettled, (state) => {
        fillReplicas(state);
        this.#map.changed();
      });
    }
    await this.#each(states, dropLeftovers);
  }

  async #pause(delay: number): Promise<void> {
    if (delay === 0) return;
    await setTimeout(delay, undefined, { signal: this.#abort.signal, ref: false });
  }

  async #each(
    states: readonly PartitionState[],
    move: (state: PartitionState) => void,
  ): Promise<void> {
    let turnEnd = performance.now() + TURN_MS;
    for (const state of states) {
      if (performance.now() > turnEnd) {
        await setImmediate();
        turnEnd = performance.now() + TURN_MS;
      }
      if (this.#abort.signal.aborted) return;
      move(state);
    }
  }
}
