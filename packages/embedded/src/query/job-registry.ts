import { JobEnd, type QueryJob } from './query-job.js';
import { invalidQuery } from './query-fields.js';

/** Finished queries that are remembered, the server's `query-max-done`. */
const MAX_FINISHED = 100;

/** The queries of a node: those that run, and the last ones that ran. */
export class JobRegistry {
  readonly #active = new Map<bigint, QueryJob>();
  readonly #finished = new Map<bigint, QueryJob>();
  #lastId = 0n;

  /** The latest first; those that run in front of the finished ones. */
  get all(): readonly QueryJob[] {
    return [...[...this.#active.values()].reverse(), ...[...this.#finished.values()].reverse()];
  }

  get(id: bigint): QueryJob | undefined {
    return this.#active.get(id) ?? this.#finished.get(id);
  }

  /**
   * Lists a query as active.
   *
   * @throws {CommandError} 4 when its id belongs to a query that runs or has run.
   */
  start(job: QueryJob): void {
    if (job.id === 0n) job.id = ++this.#lastId;
    if (this.get(job.id) !== undefined) throw invalidQuery(`a query with the id ${job.id} exists`);
    this.#active.set(job.id, job);
  }

  finish(job: QueryJob): void {
    job.finishedAt = Date.now();
    // It was forgotten by a reset.
    if (!this.#active.delete(job.id)) return;
    this.#finished.set(job.id, job);
    for (const id of this.#finished.keys()) {
      if (this.#finished.size <= MAX_FINISHED) break;
      this.#finished.delete(id);
    }
  }

  /** Ends a query early. Returns false when none of that id runs. */
  abort(id: bigint): boolean {
    const job = this.#active.get(id);
    if (job !== undefined) job.end = JobEnd.aborted;
    return job !== undefined;
  }

  /** Ends all queries early and returns how many there were. */
  abortAll(): number {
    for (const job of this.#active.values()) job.end = JobEnd.aborted;
    return this.#active.size;
  }

  /** Ends all queries early and forgets every query. */
  reset(): void {
    this.abortAll();
    this.#active.clear();
    this.#finished.clear();
    this.#lastId = 0n;
  }
}
