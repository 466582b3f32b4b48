import { ActiveFault } from './active-fault.js';
import { type FaultEffect, invalidFault } from './fault-effect.js';
import type { FaultReport, FaultSpec } from './fault-spec.js';
import type { FaultTarget } from './fault-target.js';

/** A fault that was set by {@link FaultControl.add}. */
export interface InjectedFault extends FaultReport {
  /** Takes the fault back. Calling it again does nothing more. */
  remove(): void;
}

/**
 * Faults on demand: what goes wrong on one node, for tests of how clients cope.
 *
 * Faults are tried in the order in which they were set. Delays add up; the first fault of another kind
 * that happens is the only one. Those that answer a result code are tried where the command runs, so
 * that what the server would refuse anyway (rights, the wrong node) is refused as ever and hits
 * nothing; the others are tried when the command has arrived. Rows of a batch get result codes one by
 * one, everything else happens to the batch as a whole, once, if any of its rows matches. A fault for
 * `batch` fails the whole batch.
 */
export interface FaultControl {
  /**
   * Sets a fault.
   *
   * @throws {EmbeddedError} `EMBEDDED_FAULT` on anything that is unknown or wrong, saying what is
   *   allowed.
   */
  add(spec: FaultSpec): InjectedFault;
  /** Takes the fault with this id back. @returns false when there is none. */
  remove(id: number): boolean;
  /** Takes all faults back. What has happened to connections stays. */
  clear(): void;
  /** The faults that are set, used-up ones included, in the order in which they are tried. */
  readonly list: readonly FaultReport[];
}

/** What a frame is about. */
export interface FrameTargets {
  /** The commands in it: any of them can make the whole frame suffer. */
  parts(): Iterable<FaultTarget>;
  /** What a result code for the whole frame has to match. */
  whole(): Iterable<FaultTarget>;
}

/** What happens to a frame. */
export interface FramePlan {
  /** Milliseconds to wait first. */
  readonly delay: number;
  /** What happens then; undefined for nothing out of the ordinary. */
  readonly end: Pick<ActiveFault, 'effect' | 'random'> | undefined;
}

/** The faults of a node. */
export class Faults implements FaultControl {
  readonly #onHit: () => void;
  readonly #namespaces: () => Iterable<string>;
  #active: readonly ActiveFault[] = [];
  #nextId = 1;
  #isSet = false;

  /**
   * @param onHit - called whenever a fault happens.
   * @param namespaces - names of those that commands can be about.
   */
  constructor(onHit: () => void, namespaces: () => Iterable<string>) {
    this.#onHit = onHit;
    this.#namespaces = namespaces;
  }

  /** False when nothing can happen: then nobody needs to ask. */
  get isSet(): boolean {
    return this.#isSet;
  }

  get list(): readonly FaultReport[] {
    return this.#active.map(({ id, spec, hits }) => ({ id, spec, hits }));
  }

  add(spec: FaultSpec): InjectedFault {
    const fault = new ActiveFault(this.#nextId, spec, ({ id }) => this.remove(id));
    this.#expectNamespace(spec.when?.namespace);
    this.#nextId++;
    this.#change([...this.#active, fault]);
    return fault;
  }

  remove(id: number): boolean {
    const rest = this.#active.filter((each) => each.id !== id);
    const removed = rest.length < this.#active.length;
    this.#change(rest);
    return removed;
  }

  clear(): void {
    this.#change([]);
  }

  /** What happens to a frame that has arrived; undefined for nothing. */
  ofFrame(frame: FrameTargets): FramePlan | undefined {
    let delay = 0;
    for (const fault of this.#active) {
      const { kind, ms } = fault.effect;
      const isStruck = fault.strikes(kind === 'result' ? frame.whole() : frame.parts());
      if (!isStruck) continue;
      this.#count();
      if (kind !== 'delay') return { delay, end: fault };
      delay += ms;
    }
    return delay === 0 ? undefined : { delay, end: undefined };
  }

  /** How a command that is about to run fails: with a result code, or undefined for not at all. */
  ofCommand(target: FaultTarget): FaultEffect | undefined {
    for (const fault of this.#active) {
      if (fault.effect.kind !== 'result' || !fault.strikes([target])) continue;
      this.#count();
      return fault.effect;
    }
    return undefined;
  }

  #count(): void {
    this.#onHit();
    this.#change(this.#active);
  }

  #change(active: readonly ActiveFault[]): void {
    this.#active = active;
    this.#isSet = active.some((fault) => !fault.isUsedUp);
  }

  /** A fault for a namespace that is not there would never happen. */
  #expectNamespace(name: string | undefined): void {
    const known = [...this.#namespaces()];
    if (name === undefined || known.includes(name)) return;
    throw invalidFault(`there is no namespace "${name}"; there are ${known.join(', ')}`);
  }
}
