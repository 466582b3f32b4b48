import { latin1Slice, ResultCode } from '@aeroform/protocol';
import type { ResolvedKey } from '../key/resolve-key.js';

/** A record that a transaction has read, and which version of it. */
export interface VersionedKey {
  readonly key: ResolvedKey;
  /** As the server sent it. */
  readonly version: Buffer;
}

/** What a transaction has read and written: what its end has to deal with. */
export class TransactionLog {
  /** By digest. */
  readonly #reads = new Map<string, VersionedKey>();
  readonly #writes = new Map<string, ResolvedKey>();
  readonly #announced = new Set<string>();
  #hasDoubt = false;

  /** Records that were read and not written. */
  get reads(): readonly VersionedKey[] {
    return [...this.#reads.values()];
  }

  get writes(): readonly ResolvedKey[] {
    return [...this.#writes.values()];
  }

  /** True when a write may still arrive at its server. */
  get hasDoubt(): boolean {
    return this.#hasDoubt;
  }

  /** The version that was read of a record; undefined when none was, or it was written since. */
  versionOf(key: ResolvedKey): Buffer | undefined {
    return this.#reads.get(latin1Slice(key.digest))?.version;
  }

  /** Whether the monitor record lists the record. */
  isAnnounced(key: ResolvedKey): boolean {
    return this.#announced.has(latin1Slice(key.digest));
  }

  noteAnnounced(keys: readonly ResolvedKey[]): void {
    for (const { digest } of keys) this.#announced.add(latin1Slice(digest));
  }

  /** What is written is locked: it needs no version, whichever answer comes first. */
  noteRead(key: ResolvedKey, version: Buffer | undefined): void {
    const digest = latin1Slice(key.digest);
    if (version === undefined || this.#writes.has(digest)) return;
    this.#reads.set(digest, { key, version });
  }

  /** @param version - sent along when the server did not write, so that nothing is locked. */
  noteWrite(key: ResolvedKey, version: Buffer | undefined, resultCode: number): void {
    if (version !== undefined) this.noteRead(key, version);
    else if (resultCode === ResultCode.OK) this.#noteLocked(key);
  }

  /** A write that may have happened is rolled like one that has. */
  noteDoubt(key: ResolvedKey): void {
    this.#hasDoubt = true;
    this.#noteLocked(key);
  }

  clear(): void {
    this.#reads.clear();
    this.#writes.clear();
    this.#announced.clear();
  }

  #noteLocked(key: ResolvedKey): void {
    const digest = latin1Slice(key.digest);
    this.#reads.delete(digest);
    this.#writes.set(digest, key);
  }
}
