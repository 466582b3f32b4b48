import { connect, type OnReadOpts, type Socket } from 'node:net';
import { computeDigest, DIGEST_SIZE, latin1Slice } from '@aeroform/protocol';
import type { Host } from '@aeroform/core';
import { type DataSetName, NAMESPACE, setOf } from '../data/data-sets.js';
import { toOfficialHost } from './official-driver.js';

/** As many as the driver has. */
const CONNECTIONS = 3;
const BUFFER_SIZE = 256 * 1024;
const HEADER_SIZE = 30;
/** A read of all bins, with three fields. */
const GET = [22, 0b11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 232, 0, 3, 0, 0];

type Bins = Record<string, string>;

/**
 * The least that a get can be in JavaScript: what is always the same is made once, texts are the only
 * bins, and there are no policies, time-outs, retries, checks or metrics, nor a cluster. What it does in
 * a second is the most that any client of one thread could; it is no client.
 */
export class BareGet {
  readonly #connections: readonly BareConnection[];
  #turn = 0;

  private constructor(connections: readonly BareConnection[]) {
    this.#connections = connections;
  }

  static async open(hosts: readonly Host[]): Promise<BareGet> {
    const { addr, port } = toOfficialHost(hosts[0]!);
    const connections = Array.from({ length: CONNECTIONS }, () => new BareConnection(addr, port));
    await Promise.all(connections.map((connection) => connection.opened));
    return new BareGet(connections);
  }

  get(set: DataSetName, id: number): Promise<Bins> {
    return this.#connections[this.#turn++ % CONNECTIONS]!.get(set, id);
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}

class BareConnection {
  readonly opened: Promise<void>;
  readonly #socket: Socket;
  readonly #out = Buffer.alloc(BUFFER_SIZE);
  #length = 0;
  readonly #waiting: ((bins: Bins) => void)[] = [];
  #next = 0;
  #rest: Buffer = Buffer.alloc(0);
  readonly #templates = new Map<DataSetName, Buffer>();

  constructor(host: string, port: number) {
    const onread: OnReadOpts = {
      buffer: Buffer.alloc(BUFFER_SIZE),
      callback: (size, chunk) => this.#receive((chunk as Buffer).subarray(0, size)),
    };
    this.#socket = connect({ host, port, onread }).setNoDelay(true);
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve).once('error', reject);
    });
  }

  get(set: DataSetName, id: number): Promise<Bins> {
    const template = this.#templates.get(set) ?? this.#makeTemplate(set);
    if (this.#length === 0) setImmediate(this.#flush);
    template.copy(this.#out, this.#length);
    this.#length += template.length;
    computeDigest(setOf(set), id, this.#out, this.#length - DIGEST_SIZE);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#socket.destroy();
  }

  readonly #flush = (): void => {
    this.#socket.write(this.#out.subarray(0, this.#length));
    this.#length = 0;
  };

  #makeTemplate(set: DataSetName): Buffer {
    const field = (type: number, value: Buffer): Buffer => {
      const head = Buffer.from([0, 0, 0, 0, type]);
      head.writeUInt32BE(value.length + 1);
      return Buffer.concat([head, value]);
    };
    const body = Buffer.concat([
      Buffer.from(GET),
      field(0, Buffer.from(NAMESPACE)),
      field(1, Buffer.from(setOf(set))),
      field(4, Buffer.alloc(DIGEST_SIZE)),
    ]);
    const frame = Buffer.concat([Buffer.from([2, 3, 0, 0, 0, 0, 0, 0]), body]);
    frame.writeUInt32BE(body.length, 4);
    this.#templates.set(set, frame);
    return frame;
  }

  #receive(chunk: Buffer): boolean {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (data.length - at >= HEADER_SIZE) {
      const end = at + 8 + data.readUInt32BE(at + 4);
      if (end > data.length) break;
      if (data[at + 13] !== 0) throw new Error(`a get failed: ${String(data[at + 13])}`);
      this.#waiting[this.#next++]!(readBins(data, at + HEADER_SIZE, end));
      at = end;
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
    if (this.#next > BUFFER_SIZE) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    return true;
  }
}

function readBins(data: Buffer, start: number, end: number): Bins {
  const bins: Bins = {};
  for (let at = start; at < end;) {
    const value = at + 8 + data[at + 7]!;
    const next = at + 4 + data.readUInt32BE(at);
    bins[latin1Slice(data, at + 8, value)] = latin1Slice(data, value, next);
    at = next;
  }
  return bins;
}
