const SLOT_COUNT = 256;
const SLOT_MASK = SLOT_COUNT - 1;
/** Resolution of time-outs, in milliseconds. */
const TICK_MS = 8;

/** Something that wants to be woken. The wheel owns the `wheel…` members. */
export abstract class WheelEntry {
  /** When to wake it, on the clock of {@link monotonicNow}. */
  due = Infinity;
  wheelSlot = -1;
  wheelPrevious: WheelEntry | undefined = undefined;
  wheelNext: WheelEntry | undefined = undefined;

  /** Called once, at or after `due`; the entry is out of the wheel by then. */
  abstract onDue(now: number): void;
}

/** Milliseconds on a clock that never jumps. */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * One timer for all time-outs of a client. Entries are linked into the slot of their due time, so
 * that setting and clearing a time-out costs a few assignments and no allocation.
 */
export class TimingWheel {
  readonly #slots: (WheelEntry | undefined)[] = new Array(SLOT_COUNT).fill(undefined);
  #size = 0;
  #tick = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Sets the time-out of an entry, replacing an earlier one. */
  schedule(entry: WheelEntry, due: number): void {
    if (entry.wheelSlot >= 0) this.#unlink(entry);
    if (this.#timer === undefined) this.#start();
    entry.due = due;
    const tick = Math.ceil(due / TICK_MS);
    // What was due before the last turn is woken in the next one, not a round later.
    const slot = (tick < this.#tick ? this.#tick : tick) & SLOT_MASK;
    const head = this.#slots[slot];
    entry.wheelSlot = slot;
    entry.wheelPrevious = undefined;
    entry.wheelNext = head;
    if (head !== undefined) head.wheelPrevious = entry;
    this.#slots[slot] = entry;
    this.#size++;
  }

  cancel(entry: WheelEntry): void {
    if (entry.wheelSlot >= 0) this.#unlink(entry);
  }

  /** Stops the timer; entries that are still in the wheel never wake. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #unlink(entry: WheelEntry): void {
    const { wheelPrevious: previous, wheelNext: next } = entry;
    if (previous === undefined) this.#slots[entry.wheelSlot] = next;
    else previous.wheelNext = next;
    if (next !== undefined) next.wheelPrevious = previous;
    entry.wheelSlot = -1;
    entry.wheelPrevious = undefined;
    entry.wheelNext = undefined;
    this.#size--;
  }

  #start(): void {
    this.#tick = Math.floor(monotonicNow() / TICK_MS);
    this.#rest();
  }

  #rest(): void {
    this.#timer = setTimeout(this.#wake, TICK_MS).unref();
  }

  /**
   * When the loop was blocked, answers may wait in the sockets: the immediate lets the loop read
   * them before anything is declared late.
   */
  readonly #wake = (): void => {
    setImmediate(this.#turn);
  };

  readonly #turn = (): void => {
    if (this.#timer === undefined) return;
    const now = monotonicNow();
    const tick = Math.floor(now / TICK_MS);
    const first = Math.max(this.#tick, tick - SLOT_COUNT + 1);
    this.#tick = tick;
    try {
      for (let i = first; i <= tick; i++) this.#expire(i & SLOT_MASK, now);
    } finally {
      // Also when an entry throws: those left are woken in a later turn.
      if (this.#size === 0) this.#timer = undefined;
      else this.#rest();
    }
  };

  #expire(slot: number, now: number): void {
    let entry = this.#slots[slot];
    while (entry !== undefined) {
      const next: WheelEntry | undefined = entry.wheelNext;
      if (entry.due <= now) {
        this.#unlink(entry);
        entry.onDue(now);
      }
      // Waking an entry may have cleared its neighbour, whose own link is gone then.
      entry = next !== undefined && next.wheelSlot !== slot ? this.#slots[slot] : next;
    }
  }
}
