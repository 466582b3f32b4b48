import { keepShape } from '../engine/keep-shape.js';
import { setImmediate } from 'node:timers/promises';

/** Milliseconds that one piece of long work holds the event loop. */
const SLICE_MS = 2;
/** Looking at the clock for each item would cost as much as a small item itself. */
const LOOK_EVERY = 4;
/** The same of items that are small whatever they hold. */
export const LOOK_EVERY_SMALL = 32;

/**
 * Tells long work when others are to have their turn:
 * `for (…) { if (slice.isOver()) await slice.next(); … }`. Goes by time, since nobody knows how long an
 * item takes; work that takes less than a slice is done in one go.
 */
export class TimeSlice {
  readonly #onTurn: (() => void) | undefined;
  readonly #lookEvery: number;
  #endsAt = performance.now() + SLICE_MS;
  #calls = 0;

  /**
   * @param onTurn - called when the work goes on; what it throws ends the work.
   * @param lookEvery - items from one look at the clock to the next.
   */
  constructor(onTurn?: () => void, lookEvery: number = LOOK_EVERY) {
    this.#onTurn = onTurn;
    this.#lookEvery = lookEvery;
  }

  /** To be asked before each item. */
  isOver(): boolean {
    return this.#calls++ % this.#lookEvery === 0 && performance.now() >= this.#endsAt;
  }

  /** Resolves in the next turn of the event loop. */
  async next(): Promise<void> {
    await setImmediate();
    this.#onTurn?.();
    this.#endsAt = performance.now() + SLICE_MS;
  }
}

keepShape(new TimeSlice());
