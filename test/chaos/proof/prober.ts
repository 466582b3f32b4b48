import { setTimeout as sleep } from 'node:timers/promises';
import { decodePartitionBitmap, parseReplicas, partitionId } from '@aeroform/protocol';
import { type AerospikeClient, type Key, keyDigest } from '@aeroform/core';

const PAUSE_MS = 10;
const KEYS = 64;

interface Probe {
  readonly startedAt: number;
  readonly hasFailed: boolean;
}

/** Writes to the partitions of one node all the time, so that it is known when that fails. */
export class Prober {
  readonly #client: AerospikeClient;
  readonly #keys: readonly Key[];
  readonly #probes: Probe[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #isStopped = false;
  #run: Promise<void> | undefined;

  private constructor(client: AerospikeClient, keys: readonly Key[]) {
    this.#client = client;
    this.#keys = keys;
  }

  /** Starts to write records of which the node is the master now. */
  static async start(client: AerospikeClient, node: string): Promise<Prober> {
    const prober = new Prober(client, await keysOf(client, node));
    prober.#run = prober.#probeOn();
    return prober;
  }

  /** Ends, once the writes on the way have. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#run;
    await Promise.all(this.#underWay);
  }

  /** When the last write set out that failed, of those that set out in this span of time. */
  lastFailure(from: number, to: number): number | undefined {
    const failed = this.#probes
      .filter(({ startedAt, hasFailed }) => hasFailed && startedAt >= from && startedAt < to)
      .map(({ startedAt }) => startedAt);
    return failed.length === 0 ? undefined : Math.max(...failed);
  }

  async #probeOn(): Promise<void> {
    for (let i = 0; !this.#isStopped; i++) {
      const probe = this.#probe(this.#keys[i % KEYS] as Key);
      this.#underWay.add(probe);
      void probe.then(() => this.#underWay.delete(probe));
      await sleep(PAUSE_MS);
    }
  }

  async #probe(key: Key): Promise<void> {
    const startedAt = Date.now();
    const hasFailed = await this.#client.put(key, { probed: startedAt }).then(
      () => false,
      () => true,
    );
    this.#probes.push({ startedAt, hasFailed });
  }
}

async function keysOf(client: AerospikeClient, node: string): Promise<Key[]> {
  const [namespace] = parseReplicas(await client.infoNode(node, 'replicas'));
  const owned = new Set<number>();
  decodePartitionBitmap(namespace?.bitmaps[0] as string, (id) => owned.add(id));
  const keys: Key[] = [];
  for (let i = 0; keys.length < KEYS; i++) {
    const key = ['test', 'chaos-probe', i] as const;
    if (owned.has(partitionId(keyDigest(key)))) keys.push(key);
  }
  return keys;
}
