import { DurationHistogram } from './duration-histogram.js';
import { OPERATION_NAMES, type Verb } from './verb.js';

/** What the counts of operations are kept apart by. */
export interface OperationLabels {
  readonly verb: Verb;
  readonly namespace: string;
  /** Empty for none. */
  readonly set: string;
}

/** What happened to the operations with the same labels. */
export class OperationSeries {
  readonly labels: OperationLabels;
  readonly successes: DurationHistogram = new DurationHistogram();
  /** By the error's `code`. */
  readonly failures: Map<string, DurationHistogram> = new Map();
  /** Attempts after the first, by the `code` of the error that made them necessary. */
  readonly retries: Map<string, number> = new Map();
  /** Rows of batches that failed, by result code. */
  readonly failedRows: Map<number, number> = new Map();
  inFlight = 0;

  constructor(labels: OperationLabels) {
    this.labels = labels;
  }

  failure(code: string): DurationHistogram {
    let histogram = this.failures.get(code);
    if (histogram === undefined) this.failures.set(code, (histogram = new DurationHistogram()));
    return histogram;
  }
}

/** Series by namespace and set: looked up without making a key of the three. */
type SeriesTable = Map<string, Map<string, OperationSeries>>;

/** Most series: sets come from the application, and their number has no bound. */
const MAX_SERIES = 10_000;
/** What further sets are counted as. */
const OVERFLOW_SET = '<other>';

/** Counts of all operations of the process, by what they did and where. */
export class OperationMetrics {
  enabled = true;
  readonly #tables = new Map<Verb, SeriesTable>();
  #size = 0;

  constructor() {
    for (const verb of Object.keys(OPERATION_NAMES)) this.#tables.set(verb as Verb, new Map());
  }

  /** The series with these labels, new when there is none. */
  series(verb: Verb, namespace: string, set: string): OperationSeries {
    const table = this.#tables.get(verb) as SeriesTable;
    let sets = table.get(namespace);
    if (sets === undefined) table.set(namespace, (sets = new Map()));
    const known = sets.get(set);
    if (known !== undefined) return known;
    if (this.#size >= MAX_SERIES && set !== OVERFLOW_SET) {
      return this.series(verb, namespace, OVERFLOW_SET);
    }
    const series = new OperationSeries({ verb, namespace, set });
    sets.set(set, series);
    this.#size++;
    return series;
  }

  *[Symbol.iterator](): IterableIterator<OperationSeries> {
    for (const table of this.#tables.values()) {
      for (const sets of table.values()) yield* sets.values();
    }
  }

  /** Forgets everything, for tests. */
  reset(): void {
    for (const table of this.#tables.values()) table.clear();
    this.#size = 0;
  }
}

/** The counts of this process. */
export const operationMetrics: OperationMetrics = new OperationMetrics();

/** Adds to the number of a key. */
export function countUp<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
