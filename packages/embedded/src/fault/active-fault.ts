import { type FaultEffect, invalidFault, parseFault } from './fault-effect.js';
import { type FaultMatcher, parseCondition } from './fault-matcher.js';
import type { FaultReport, FaultSpec } from './fault-spec.js';
import type { FaultTarget } from './fault-target.js';
import { seededRandom } from './seeded-random.js';

const OPTIONS: readonly string[] = ['when', 'do', 'times', 'after', 'probability', 'seed'];
const MAX_SEED = 2 ** 32 - 1;

/** A fault that is set. */
export class ActiveFault implements FaultReport {
  readonly id: number;
  readonly spec: FaultSpec;
  /** What happens. */
  readonly effect: FaultEffect;
  /** Draws of its own, so that other faults and servers do not disturb the sequence. */
  readonly random: () => number;
  readonly #matches: FaultMatcher;
  readonly #times: number;
  readonly #probability: number;
  readonly #remove: (fault: ActiveFault) => void;
  #spared: number;
  #hits = 0;

  /** @throws {EmbeddedError} on anything in the specification that is unknown or wrong. */
  constructor(id: number, spec: FaultSpec, remove: (fault: ActiveFault) => void) {
    if (typeof spec !== 'object' || spec === null) {
      throw invalidFault(`must be an object with ${OPTIONS.join(', ')}`);
    }
    for (const key of Object.keys(spec)) {
      if (!OPTIONS.includes(key)) {
        throw invalidFault(`unknown option "${key}"; known are ${OPTIONS.join(', ')}`);
      }
    }
    const { times = Infinity, after = 0, probability = 1, seed = 1 } = spec;
    if (times !== Infinity) checkInteger('times', times, 1);
    checkInteger('after', after, 0);
    checkInteger('seed', seed, 0, MAX_SEED);
    if (!(typeof probability === 'number' && probability > 0 && probability <= 1)) {
      throw invalidFault('probability must be a number above 0, up to 1');
    }
    this.id = id;
    this.effect = parseFault(spec.do);
    this.#matches = parseCondition(spec.when ?? {});
    // A copy: what the caller changes afterwards would not take effect.
    this.spec = structuredClone(spec);
    this.random = seededRandom(seed);
    this.#times = times;
    this.#probability = probability;
    this.#spared = after;
    this.#remove = remove;
  }

  /** How often it has happened. */
  get hits(): number {
    return this.#hits;
  }

  /** True when it has happened as often as it was to. */
  get isUsedUp(): boolean {
    return this.#hits >= this.#times;
  }

  /** Whether it happens to a command that is {@link FaultTarget one of these}; counts if so. */
  strikes(targets: Iterable<FaultTarget>): boolean {
    if (this.isUsedUp || !this.#matchesAny(targets)) return false;
    if (this.#spared > 0) {
      this.#spared--;
      return false;
    }
    if (this.#probability < 1 && this.random() >= this.#probability) return false;
    this.#hits++;
    return true;
  }

  /** Takes the fault back. Calling it again does nothing more. */
  remove(): void {
    this.#remove(this);
  }

  #matchesAny(targets: Iterable<FaultTarget>): boolean {
    for (const target of targets) if (this.#matches(target)) return true;
    return false;
  }
}

function checkInteger(
  name: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    throw invalidFault(`${name} must be an integer from ${min} to ${max}`);
  }
}
