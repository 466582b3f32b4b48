import {
  decodePartitionBitmap,
  FieldType,
  Info1,
  Info2,
  Info3,
  type Message,
  type MessageField,
  parseReplicas,
  readMessages,
} from '@aeroform/protocol';
import {
  EmbeddedCluster,
  type EmbeddedClusterNode,
  type EmbeddedClusterOptions,
} from '../../src/index';
import { partitions, scope } from './query-message';
import { messageFrame, put, type RequestParts, WireClient } from './wire-client';

/** A cluster and a connection to each of its nodes, by the index of the node. */
export class ClusterUnderTest {
  readonly cluster: EmbeddedCluster;
  readonly #clients = new Map<number, WireClient>();

  private constructor(cluster: EmbeddedCluster) {
    this.cluster = cluster;
  }

  static async start(options?: EmbeddedClusterOptions): Promise<ClusterUnderTest> {
    return new ClusterUnderTest(await EmbeddedCluster.start(options));
  }

  get nodes(): readonly EmbeddedClusterNode[] {
    return this.cluster.nodes;
  }

  /** The connection to a node, opened anew after the node was stopped or cut off. */
  async client(index: number): Promise<WireClient> {
    const known = this.#clients.get(index);
    if (known !== undefined && !known.socket.destroyed && !known.socket.readableEnded) return known;
    const client = await WireClient.connect(this.cluster.node(index).port);
    this.#clients.set(index, client);
    return client;
  }

  async info(index: number, command: string): Promise<string> {
    return (await this.client(index)).info(command);
  }

  /** A value of an answer of the form `k=v;k=v`. */
  async statistic(index: number, command: string, name: string): Promise<string | undefined> {
    const pairs = (await this.info(index, command)).split(';').map((pair) => pair.split('='));
    return pairs.find(([key]) => key === name)?.[1];
  }

  /** The partitions of each column of the map that a node tells. */
  async columns(index: number): Promise<readonly ReadonlySet<number>[]> {
    const [replicas] = parseReplicas(await this.info(index, 'replicas'));
    return (replicas?.bitmaps ?? []).map((bitmap) => {
      const ids = new Set<number>();
      decodePartitionBitmap(bitmap, (id) => ids.add(id));
      return ids;
    });
  }

  /** Indexes of the nodes that say that they have a column of a partition. */
  async owners(partition: number, column: number): Promise<readonly number[]> {
    const running = this.nodes.filter(({ state }) => state === 'running');
    const owners: number[] = [];
    for (const { index } of running) {
      if ((await this.columns(index))[column]?.has(partition) === true) owners.push(index);
    }
    return owners;
  }

  /** Writes an integer through a node. Returns the result code. */
  async put(index: number, digest: Buffer, value: number, set = 's'): Promise<number> {
    const client = await this.client(index);
    return client.resultCode({
      info2: Info2.write,
      fields: record(digest, set),
      ops: [put('b', value)],
    });
  }

  /** Writes an integer to each record through a node, one right after the other. */
  async putAll(index: number, values: ReadonlyMap<Buffer, number>): Promise<void> {
    const requests = [...values].map(([digest, value]) => ({
      info2: Info2.write,
      fields: record(digest, 's'),
      ops: [put('b', value)],
    }));
    for (const { header } of await this.#pipeline(index, requests)) {
      if (header.resultCode !== 0) throw new Error(`a write answered ${header.resultCode}`);
    }
  }

  /** Reads the integers of many records through a node; NaN for those that are not found. */
  async getAll(index: number, digests: Iterable<Buffer>): Promise<readonly number[]> {
    const requests = [...digests].map((digest) => ({
      info1: Info1.read | Info1.getAll,
      fields: record(digest, 's'),
    }));
    const answers = await this.#pipeline(index, requests);
    return answers.map(({ ops: [op] }) => Number(op?.value.readBigInt64BE() ?? NaN));
  }

  async #pipeline(index: number, requests: readonly RequestParts[]): Promise<readonly Message[]> {
    const client = await this.client(index);
    client.socket.write(Buffer.concat(requests.map(messageFrame)));
    const answers: Message[] = [];
    while (answers.length < requests.length) {
      const frame = await client.frame();
      if (frame === undefined) throw new Error('the connection was closed');
      answers.push(...readMessages(frame.body));
    }
    return answers;
  }

  async delete(index: number, digest: Buffer): Promise<number> {
    const client = await this.client(index);
    return client.resultCode({ info2: Info2.write | Info2.delete, fields: record(digest, 's') });
  }

  /** Reads the integer through a node; undefined when the record is not found. */
  async get(index: number, digest: Buffer, info1 = 0): Promise<number | undefined> {
    const client = await this.client(index);
    const { header, ops } = await client.message({
      info1: Info1.read | Info1.getAll | info1,
      fields: record(digest, 's'),
    });
    if (header.resultCode === 2) return undefined;
    if (header.resultCode !== 0) throw new Error(`the read answered ${header.resultCode}`);
    return Number(ops[0]?.value.readBigInt64BE());
  }

  /** Queries all or some partitions on one node: records found, and partitions that are refused. */
  async query(
    index: number,
    ids?: Iterable<number>,
    info1 = 0,
  ): Promise<{ readonly records: number; readonly refused: readonly number[] }> {
    const client = await this.client(index);
    client.socket.write(
      messageFrame({
        info1: Info1.read | Info1.getAll | info1,
        info3: Info3.partitionDone,
        fields: [...scope('s'), partitions(ids)],
      }),
    );
    const refused: number[] = [];
    for (let records = 0; ;) {
      const frame = await client.frame();
      if (frame === undefined) throw new Error('the connection was closed');
      for (const { header } of readMessages(frame.body)) {
        if ((header.info3 & Info3.last) !== 0) return { records, refused };
        if ((header.info3 & Info3.partitionDone) === 0) records++;
        else if (header.resultCode === 11) refused.push(header.generation);
        else throw new Error(`a partition ended with ${header.resultCode}`);
      }
    }
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    await this.cluster.stop();
  }
}

/** A digest in a partition; several of one partition have different numbers. */
export function digestIn(partition: number, number = 0): Buffer {
  const digest = Buffer.alloc(20, 1);
  digest.writeUInt16LE(partition, 0);
  digest.writeUInt32BE(number, 4);
  return digest;
}

export function record(digest: Buffer, set: string): MessageField[] {
  return [...scope(set), { type: FieldType.digest, data: digest }];
}
