import { DIGEST_SIZE, partitionId } from '@aeroform/protocol';
import type { PartitionPosition, PartitionRange } from '../../driver.js';
import type { Node } from '../cluster/node.js';

/** What one node is asked for. */
export interface NodePartitions {
  readonly node: Node;
  /** Read from their start. */
  readonly fresh: readonly number[];
  /** Read on behind their last record. */
  readonly begun: readonly PartitionPosition[];
}

/** Bytes that are valid during a call. */
export interface ByteRange {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** How a partition stands. */
const OPEN = 0;
const DONE = 1;
/** A record came that nobody wants now: it is to come again, whatever the node says. */
const REFUSED = 2;

/**
 * Remembers for each partition how far it has been read, so that a query that lost a node goes on
 * where it was: no record twice, none left out. In bytes, for a record must not cost an object.
 */
export class PartitionTracker {
  readonly #begin: number;
  readonly #count: number;
  readonly #standing: Uint8Array;
  /** Whether a record has come of the partition. */
  readonly #begun: Uint8Array;
  /** Digests of the last records, one behind the other; empty before the first. */
  #digests: Buffer = Buffer.alloc(0);
  /** The indexed values of those records, as the server sent them; scans have none. */
  readonly #indexValues: (Buffer | undefined)[] = [];
  /** The partition of the last record, whose position is not noted yet; -1 for none. */
  #latest = -1;
  #latestDigest: Buffer = Buffer.alloc(0);
  #latestBuffer: Buffer = Buffer.alloc(0);
  #latestStart = 0;
  #latestEnd = 0;

  /** @param positions - where to go on; without them all partitions are read from their start. */
  constructor({ begin, count }: PartitionRange, positions: readonly PartitionPosition[] | null) {
    this.#begin = begin;
    this.#count = count;
    this.#standing = new Uint8Array(count).fill(positions === null ? OPEN : DONE);
    this.#begun = new Uint8Array(count);
    for (const { id, digest, indexValue } of positions ?? []) {
      this.#standing[id - begin] = OPEN;
      if (digest === undefined) continue;
      const end = indexValue?.length ?? 0;
      this.advance(id, digest, { buffer: indexValue ?? digest, start: 0, end });
    }
    this.settle();
  }

  /** The partitions that are not done, and how far they have been read. */
  get positions(): PartitionPosition[] {
    const positions: PartitionPosition[] = [];
    const digests = Buffer.from(this.#digests);
    for (let at = 0; at < this.#count; at++) {
      if (this.#standing[at] !== DONE) positions.push(this.#position(at, digests));
    }
    return positions;
  }

  get isComplete(): boolean {
    return this.#standing.every((standing) => standing === DONE);
  }

  /**
   * Divides what is left among the nodes.
   *
   * @param owner - the node that has a partition; partitions without one stay open.
   */
  assign(owner: (id: number) => Node | undefined): NodePartitions[] {
    const parts = new Map<Node, { fresh: number[]; begun: PartitionPosition[] }>();
    const digests = Buffer.from(this.#digests);
    for (let at = 0; at < this.#count; at++) {
      const id = this.#begin + at;
      const node = this.#standing[at] === DONE ? undefined : owner(id);
      if (node === undefined) continue;
      let part = parts.get(node);
      if (part === undefined) parts.set(node, (part = { fresh: [], begun: [] }));
      this.#standing[at] = OPEN;
      if (this.#begun[at] === 0) part.fresh.push(id);
      else part.begun.push(this.#position(at, digests));
    }
    return [...parts].map(([node, part]) => ({ node, ...part }));
  }

  /** The partition of a record; undefined when it was not asked for. */
  partitionOf(digest: Buffer): number | undefined {
    const id = partitionId(digest);
    return id >= this.#begin && id - this.#begin < this.#count ? id : undefined;
  }

  /**
   * A record of a partition was taken. It is noted once a record of another partition comes, since those of
   * one come together, or {@link settle} is called: before the bytes change.
   *
   * @param indexValue - an empty range stands for none.
   */
  advance(id: number, digest: Buffer, indexValue: ByteRange): void {
    if (id !== this.#latest) this.settle();
    this.#latest = id;
    this.#latestDigest = digest;
    this.#latestBuffer = indexValue.buffer;
    this.#latestStart = indexValue.start;
    this.#latestEnd = indexValue.end;
  }

  /** Notes the position of the last record. */
  settle(): void {
    if (this.#latest < 0) return;
    const at = this.#latest - this.#begin;
    this.#latest = -1;
    this.#begun[at] = 1;
    if (this.#digests.length === 0) {
      this.#digests = Buffer.allocUnsafeSlow(this.#count * DIGEST_SIZE);
    }
    this.#digests.set(this.#latestDigest, at * DIGEST_SIZE);
    this.#noteIndexValue(at, this.#latestBuffer.subarray(this.#latestStart, this.#latestEnd));
    // The bytes are those of a socket, which outlive nothing.
    this.#latestBuffer = this.#latestDigest;
  }

  /** A record of a partition was not taken. */
  refuse(id: number): void {
    this.#standing[id - this.#begin] = REFUSED;
  }

  /** A node has answered all it was asked for, apart from the partitions it did not have. */
  finish({ fresh, begun }: NodePartitions, unavailable: ReadonlySet<number>): void {
    for (const id of fresh) this.#finish(id, unavailable);
    for (const { id } of begun) this.#finish(id, unavailable);
  }

  #finish(id: number, unavailable: ReadonlySet<number>): void {
    const at = id - this.#begin;
    if (this.#standing[at] !== REFUSED && !unavailable.has(id)) this.#standing[at] = DONE;
  }

  #noteIndexValue(at: number, value: Buffer): void {
    if (value.length === 0 && this.#indexValues.length === 0) return;
    // All places at once: V8 would make a list with holes a table.
    while (this.#indexValues.length < this.#count) this.#indexValues.push(undefined);
    const known = this.#indexValues[at];
    if (value.length === 0) this.#indexValues[at] = undefined;
    else if (known?.length === value.length) value.copy(known);
    else this.#indexValues[at] = Buffer.from(value);
  }

  /** @param digests - a copy of those that are here: they are written over with the next record. */
  #position(at: number, digests: Buffer): PartitionPosition {
    const id = this.#begin + at;
    if (this.#begun[at] === 0) return { id, digest: undefined, indexValue: undefined };
    const from = at * DIGEST_SIZE;
    const indexValue = this.#indexValues[at];
    return {
      id,
      digest: digests.subarray(from, from + DIGEST_SIZE),
      indexValue: indexValue && Buffer.from(indexValue),
    };
  }
}
