/** A call that a signal may abort. */
export interface Abortable {
  onAbort(): void;
}

/** The calls of one signal that are on the way. They share a listener: signals are slow with many, and warn. */
class AbortCalls {
  readonly #signal: AbortSignal;
  readonly #calls = new Set<Abortable>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(call: Abortable): void {
    if (this.#calls.size === 0) this.#signal.addEventListener('abort', this, { once: true });
    this.#calls.add(call);
  }

  remove(call: Abortable): void {
    if (!this.#calls.delete(call) || this.#calls.size > 0) return;
    this.#signal.removeEventListener('abort', this);
  }

  handleEvent(): void {
    const calls = [...this.#calls];
    this.#calls.clear();
    for (const call of calls) call.onAbort();
  }
}

const callsOf = new WeakMap<AbortSignal, AbortCalls>();

/** Tells a call when the signal is aborted, until {@link unlisten}. */
export function listen(signal: AbortSignal | null, call: Abortable): void {
  if (signal === null) return;
  let calls = callsOf.get(signal);
  if (calls === undefined) callsOf.set(signal, (calls = new AbortCalls(signal)));
  calls.add(call);
}

/** The call has ended. */
export function unlisten(signal: AbortSignal | null, call: Abortable): void {
  if (signal !== null) callsOf.get(signal)?.remove(call);
}
