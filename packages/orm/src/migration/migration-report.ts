/** A record that could not be migrated. It stays as it was, and the next run tries it again. */
export interface MigrationFailure {
  /** The id, where the record tells it; otherwise null. */
  readonly id: unknown;
  /** The digest of its key in hexadecimal. */
  readonly digest: string;
  /** Why. */
  readonly error: unknown;
}

/** What a migration has done since it was started or resumed. */
export interface MigrationCounts {
  /** Records that were rewritten; in a dry run those that would be. */
  readonly migrated: number;
  /** The same by the version they had. */
  readonly versions: Readonly<Record<number, number>>;
  /** Records that somebody else brought to the present form, or removed, in the meantime. */
  readonly skipped: number;
  /** Records that could not be migrated. */
  readonly failed: number;
  /** Writes that were done again because somebody else wrote the record in between. */
  readonly conflicts: number;
}

/** How far a migration is. */
export interface MigrationProgress extends MigrationCounts {
  /** The part of the set that is done, 0 to 1, that of runs before included. */
  readonly fraction: number;
  /** Resumes here: a text that outlives the process. */
  readonly cursor: string;
}

/** What a migration has done when it is over. */
export interface MigrationReport extends MigrationCounts {
  /** Name of the entity class. */
  readonly entity: string;
  /** The version that all records have now, but for the failures. */
  readonly version: number;
  /** Nothing was written. */
  readonly dryRun: boolean;
  /** The first hundred failures; `onFailure` gets all. */
  readonly failures: readonly MigrationFailure[];
}

const MOST_FAILURES = 100;

/** Counts what happens to the records. */
export class MigrationTally {
  #migrated = 0;
  #skipped = 0;
  #failed = 0;
  #conflicts = 0;
  readonly #versions: Record<number, number> = {};
  readonly #failures: MigrationFailure[] = [];

  /** A record was rewritten. */
  migrated(from: number): void {
    this.#migrated += 1;
    this.#versions[from] = (this.#versions[from] ?? 0) + 1;
  }

  /** There was nothing left to do. */
  skipped(): void {
    this.#skipped += 1;
  }

  /** Races that were lost over a record. */
  conflicts(count: number): void {
    this.#conflicts += count;
  }

  /** A record could not be migrated. */
  failed(failure: MigrationFailure): void {
    this.#failed += 1;
    if (this.#failures.length < MOST_FAILURES) this.#failures.push(failure);
  }

  /** The first failures. */
  get failures(): readonly MigrationFailure[] {
    return [...this.#failures];
  }

  /** What has happened so far. */
  counts(): MigrationCounts {
    return {
      migrated: this.#migrated,
      versions: { ...this.#versions },
      skipped: this.#skipped,
      failed: this.#failed,
      conflicts: this.#conflicts,
    };
  }
}
