import { setTimeout } from 'node:timers/promises';
import { Island } from '../../src/cluster/island';
import { resolveDuplicates } from '../../src/cluster/move-records';
import { Node } from '../../src/cluster/node';
import { seededRandom } from '../../src/fault/seeded-random';
import { parseServerOptions } from '../../src/server/server-options';
import type { Namespace } from '../../src/storage/namespace';
import type { StoredRecord } from '../../src/storage/stored-record';
import { digestIn } from '../support/cluster';

const NODES = 4;
const RECORDS = 60;
const STEPS = 250;
const conflictResolutionPolicy = 'last-update-time' as const;
const options = parseServerOptions({
  namespaces: [{ name: 'test', replicationFactor: 2, conflictResolutionPolicy }],
});

/**
 * Nodes without connections, and what their clients were told. A record is lost for good only when no
 * node is left that has it.
 */
class Model {
  readonly #random: () => number;
  readonly #generation = { peers: 0 };
  readonly #island = new Island(1, this.#generation);
  readonly #nodes: (Node | undefined)[] = [];
  readonly #cutOff = new Map<Node, Island>();
  readonly #acknowledged = new Map<string, StoredRecord | undefined>();
  #now = 1_500_000_000_000;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    for (let place = 0; place < NODES; place++) this.#start(place);
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      const dice = this.#random();
      if (dice < 0.7) this.#write();
      else if (dice < 0.8) await setTimeout(Math.floor(this.#random() * 4));
      else this.#changeNodes();
      this.#forgetWhatIsLost();
    }
    for (const node of this.#cutOff.keys()) this.#heal(node);
    await this.#island.migrated();
  }

  /** Acknowledged records by digest: what clients should read, and what each replica has. */
  *check(): Generator<[expected: StoredRecord | undefined, found: (StoredRecord | undefined)[]]> {
    for (const [key, expected] of this.#acknowledged) {
      const digest = Buffer.from(key, 'latin1');
      const [node] = this.#island.nodes as [Node];
      const { replicas } = node.partitions!.get('test')!.stateOf(digest);
      yield [expected, replicas.map(({ namespace }) => namespace.find(digest))];
    }
  }

  /** Records on all nodes together. */
  get copies(): number {
    return this.#living.reduce((sum, node) => sum + namespaceOf(node).objects, 0);
  }

  get #living(): readonly Node[] {
    return this.#nodes.filter((node) => node !== undefined);
  }

  #write(): void {
    const node = this.#pick(this.#island.nodes);
    if (node === undefined) return;
    const number = Math.floor(this.#random() * RECORDS);
    const digest = digestIn((number * 61) % 4096, number);
    const state = node.partitions!.get('test')!.stateOf(digest);
    resolveDuplicates(state, digest);
    const { namespace } = state.master;
    const key = digest.toString('latin1');
    // Nodes that are cut off bring deleted records back, as in the server.
    if (this.#random() < 0.2 && this.#cutOff.size === 0) {
      namespace.delete(digest);
      this.#acknowledged.set(key, undefined);
      return;
    }
    const record: StoredRecord = {
      digest,
      set: 's',
      userKey: undefined,
      bins: [{ name: 'b', value: ++this.#now }],
      generation: 1,
      voidTime: 0,
      lastUpdateTime: this.#now,
    };
    namespace.put(record);
    this.#acknowledged.set(key, record);
  }

  #changeNodes(): void {
    const place = Math.floor(this.#random() * NODES);
    const node = this.#nodes[place];
    if (node === undefined) this.#start(place);
    else if (this.#cutOff.has(node)) this.#heal(node);
    else if (this.#island.nodes.length > 1) {
      this.#island.regroup(this.#island.nodes.filter((each) => each !== node));
      if (this.#random() < 0.5) this.#cut(node);
      else this.#nodes[place] = undefined;
    }
  }

  #start(place: number): void {
    const node = new Node(options);
    node.address = { host: '127.0.0.1', port: 3000 + place };
    node.sharePartitions();
    this.#nodes[place] = node;
    this.#island.regroup([...this.#island.nodes, node]);
  }

  #cut(node: Node): void {
    const island = new Island(1, this.#generation);
    island.regroup([node]);
    this.#cutOff.set(node, island);
  }

  #heal(node: Node): void {
    this.#cutOff.get(node)?.close();
    this.#cutOff.delete(node);
    this.#island.regroup([...this.#island.nodes, node]);
  }

  #forgetWhatIsLost(): void {
    for (const [key, record] of this.#acknowledged) {
      const digest = Buffer.from(key, 'latin1');
      const isKept = this.#living.some((node) => namespaceOf(node).find(digest) === record);
      if (record !== undefined && !isKept) this.#acknowledged.delete(key);
    }
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random() * from.length)];
  }
}

function namespaceOf(node: Node): Namespace {
  return node.namespaces.get('test') as Namespace;
}

describe('nodes that come and go at random', () => {
  it.each([1, 3, 19])('lose nothing that any of them still has (seed %i)', async (seed) => {
    const model = new Model(seed);
    await model.run();
    let records = 0;
    let replicas = 0;
    for (const [expected, found] of model.check()) {
      for (const record of found) expect(record).toBe(expected);
      if (expected === undefined) continue;
      records++;
      replicas += found.length;
    }
    expect(records).toBeGreaterThan(0);
    expect(model.copies).toBeGreaterThanOrEqual(replicas);
  });
});
