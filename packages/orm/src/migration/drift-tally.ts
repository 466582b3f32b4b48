import type { BinValue } from '@aeroform/core';
import type { BinDrift, DriftFinding, DriftKind } from './drift-report.js';
import { lengthOf, type ParticleName } from './particle.js';

interface SeenBin {
  records: number;
  readonly types: Partial<Record<ParticleName, number>>;
  min: number;
  max: number;
}

interface Found {
  readonly kind: DriftKind;
  readonly subject: string;
  records: number;
  readonly describe: (records: number) => string;
  readonly examples: unknown[];
}

const MOST_EXAMPLES = 3;

/** Counts what is seen in sampled records. */
export class DriftTally {
  records = 0;
  readonly classes: Record<string, number> = {};
  readonly versions: Record<string, number> = {};
  readonly #bins = new Map<string, SeenBin>();
  readonly #found = new Map<string, Found>();

  /** A bin of a record. */
  saw(bin: string, value: BinValue, particle: ParticleName): void {
    const known = this.#bins.get(bin);
    const seen = known ?? { records: 0, types: {}, min: Infinity, max: -Infinity };
    if (known === undefined) this.#bins.set(bin, seen);
    seen.records += 1;
    seen.types[particle] = (seen.types[particle] ?? 0) + 1;
    const length = lengthOf(value);
    if (length === null) return;
    seen.min = Math.min(seen.min, length);
    seen.max = Math.max(seen.max, length);
  }

  /**
   * Something in a record is not as declared.
   *
   * @param variant tells findings of one kind and subject apart
   * @param describe says it for a number of records
   */
  found(
    kind: DriftKind,
    { subject, variant = '', example }: { subject: string; variant?: string; example: unknown },
    describe: (records: number) => string,
  ): void {
    const key = `${kind}\0${subject}\0${variant}`;
    const known = this.#found.get(key);
    const found = known ?? { kind, subject, records: 0, describe, examples: [] };
    if (known === undefined) this.#found.set(key, found);
    found.records += 1;
    if (found.examples.length < MOST_EXAMPLES) found.examples.push(example);
  }

  /** What was found, what concerns most records first. */
  findings(): DriftFinding[] {
    return [...this.#found.values()]
      .map(({ kind, subject, records, describe, examples }) => {
        return { kind, subject, records, message: describe(records), examples };
      })
      .sort((a, b) => b.records - a.records);
  }

  /** The bins that were seen, and those that were not but are declared, by name. */
  bins(declared: ReadonlyMap<string, ParticleName | 'any'>): BinDrift[] {
    const names = new Set([...declared.keys(), ...this.#bins.keys()]);
    return [...names].sort().map((bin) => {
      const seen = this.#bins.get(bin);
      const length = seen === undefined || seen.max < 0 ? null : { min: seen.min, max: seen.max };
      const records = seen?.records ?? 0;
      return {
        bin,
        declared: declared.get(bin) ?? null,
        records,
        types: seen?.types ?? {},
        length,
      };
    });
  }
}
