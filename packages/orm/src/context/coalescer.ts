import {
  type AerospikeClient,
  type AerospikeRecord,
  type BatchPolicy,
  type BatchRecord,
  ClientError,
  type Key,
  type ReadPolicy,
  type UserKey,
} from '@aeroform/core';

/** How reads are coalesced. */
export interface CoalesceOptions {
  /** Records in one batch at most. Default 512. */
  readonly maxSize?: number;
}

/** One read that a caller waits for. */
export interface CoalescedRead {
  readonly key: Key;
  /** Bins to read; null for all. */
  readonly bins: readonly string[] | null;
  /** The policy of reads in the scope of the caller. */
  readonly policy: ReadPolicy | undefined;
  /** Ends the waiting of this caller; the read itself is that of others, too. */
  readonly signal: AbortSignal | undefined;
}

/** What a caller makes of the record; null when there is none. Callers of the same key share it. */
export type RecordUse<R> = (record: AerospikeRecord | null) => R;

/** The keys of one set that are in a batch: where each is. */
interface SetPlaces {
  readonly namespace: string;
  readonly set: string;
  readonly places: Map<UserKey, number>;
}

/** Reads that can share a batch: they want the same bins under the same policy. */
interface ReadGroup {
  readonly bins: readonly string[] | null;
  readonly policy: ReadPolicy | undefined;
  readonly keys: Key[];
  /** A group is of a few sets at most. */
  readonly sets: SetPlaces[];
  /** The answer that all callers wait for: a promise for each of them costs less than two functions. */
  readonly rows: Promise<readonly BatchRecord[]>;
  readonly answer: (rows: Promise<readonly BatchRecord[]>) => void;
}

const DEFAULT_MAX_SIZE = 512;
/**
 * Records of a batch that leaves before the turn of the event loop is over: the server works on it while
 * further reads are made.
 */
const EARLY_SIZE = 64;
/** Batches under way with which no more leave early: many small ones would cost more than a large one. */
const MOST_EARLY = 4;
const NOT_FOUND = 2;

/** Sends the reads of single records that are made in one turn of the event loop as one batch. */
export class Coalescer {
  readonly #client: () => AerospikeClient;
  readonly #base: BatchPolicy;
  readonly #maxSize: number;
  #groups: ReadGroup[] = [];
  #isScheduled = false;
  /** Batches that are not answered yet. */
  #underWay = 0;

  /**
   * @param client gives the connected client
   * @param base the policy that single reads have without one of the data source
   * @param options how reads are coalesced
   */
  constructor(
    client: () => AerospikeClient,
    base: BatchPolicy,
    { maxSize = DEFAULT_MAX_SIZE }: CoalesceOptions = {},
  ) {
    this.#client = client;
    this.#base = base;
    this.#maxSize = maxSize;
  }

  /**
   * What `use` makes of the record of a key. It fails as a read of its own does: by what happened to
   * its record.
   */
  read<R>(read: CoalescedRead, use: RecordUse<R>): Promise<R> {
    const { key, signal } = read;
    if (signal !== undefined) return this.#readUntilAborted(read, signal, use);
    const group = this.#groupFor(read);
    const place = placeOf(group, key);
    if (group.keys.length >= EARLY_SIZE && this.#underWay < MOST_EARLY) this.#sendEarly(group);
    return group.rows.then((rows) => resultOf(rows[place]!, use));
  }

  /** Rejects as soon as the signal is aborted, and forgets the signal with the answer. */
  async #readUntilAborted<R>(
    read: CoalescedRead,
    signal: AbortSignal,
    use: RecordUse<R>,
  ): Promise<R> {
    if (signal.aborted) throw abortError(signal);
    const result = this.read({ ...read, signal: undefined }, (record) => {
      // Nobody waits for it any more.
      if (signal.aborted) throw abortError(signal);
      return use(record);
    });
    let abort: () => void;
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(abortError(signal));
      signal.addEventListener('abort', abort, { once: true });
    });
    try {
      return await Promise.race([result, aborted]);
    } finally {
      signal.removeEventListener('abort', abort!);
    }
  }

  #groupFor({ bins, policy }: CoalescedRead): ReadGroup {
    const groups = this.#groups;
    if (!this.#isScheduled) setImmediate(this.#flush);
    this.#isScheduled = true;
    for (const open of groups) {
      const isFull = open.keys.length >= this.#maxSize;
      if (open.policy === policy && !isFull && sameBins(open.bins, bins)) return open;
    }
    const group = newGroup(bins, policy);
    groups.push(group);
    return group;
  }

  readonly #flush = (): void => {
    this.#isScheduled = false;
    const groups = this.#groups;
    this.#groups = [];
    for (const group of groups) group.answer(this.#send(group));
  };

  #sendEarly(group: ReadGroup): void {
    this.#groups.splice(this.#groups.indexOf(group), 1);
    group.answer(this.#send(group));
  }

  async #send({ keys, bins, policy }: ReadGroup): Promise<readonly BatchRecord[]> {
    const merged = policy === undefined ? this.#base : { ...this.#base, ...policy };
    this.#underWay++;
    try {
      return (await this.#client().batchRead(keys, bins, merged)).batchRecords;
    } finally {
      this.#underWay--;
    }
  }
}

function newGroup(bins: ReadGroup['bins'], policy: ReadGroup['policy']): ReadGroup {
  let answer: ReadGroup['answer'];
  const rows = new Promise<readonly BatchRecord[]>((resolve) => {
    answer = resolve;
  });
  return { bins, policy, keys: [], sets: [], rows, answer: answer! };
}

/** The place of a key in a group; callers that want the same record share it. */
function placeOf({ keys, sets }: ReadGroup, key: Key): number {
  const userKey = key[2];
  // Bytes are rarely asked for twice in one tick: they get a place of their own.
  if (typeof userKey === 'object') return keys.push(key) - 1;
  const places = placesOf(sets, key);
  const known = places.get(userKey);
  if (known !== undefined) return known;
  const place = keys.push(key) - 1;
  places.set(userKey, place);
  return place;
}

function placesOf(sets: SetPlaces[], [namespace, set]: Key): Map<UserKey, number> {
  for (const known of sets) {
    if (known.set === set && known.namespace === namespace) return known.places;
  }
  const places = new Map<UserKey, number>();
  sets.push({ namespace, set, places });
  return places;
}

function resultOf<R>(row: BatchRecord, use: RecordUse<R>): R {
  if (row.result === 0 || row.result === NOT_FOUND) return use(row.record);
  // safe: what failed has an error
  throw row.error!;
}

function abortError({ reason }: AbortSignal): ClientError {
  return new ClientError('The call was aborted by its signal.', { code: 'ABORTED', cause: reason });
}

function sameBins(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  return a.every((bin, i) => bin === b[i]);
}
