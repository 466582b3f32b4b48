import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FieldType, Info1, Info2, OpType, readMessages, ResultCode } from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { createIndex, digestOf, field, scope, write } from '../support/query-message';
import { startServerProcess } from '../support/server-process';
import { putModule } from '../support/udf';
import { messageFrame, op, WireClient } from '../support/wire-client';

/** More by hand: AEROFORM_CRASH_ROUNDS=50. */
const ROUNDS = Number(process.env['AEROFORM_CRASH_ROUNDS'] ?? 3);
const CLIENTS = 4;
const KEYS = 200;
const PIPELINE = 40;
const GONE = 0;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'aeroform-crash-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What one client knows of its keys: the acknowledged value of each, and what was sent after it. */
class Knowledge {
  readonly #acknowledged = new Map<number, number>();
  readonly #sent = new Map<number, number[]>();

  send(key: number, value: number): void {
    const sent = this.#sent.get(key) ?? [];
    this.#sent.set(key, [...sent, value]);
  }

  acknowledge(key: number): void {
    const [value, ...later] = this.#sent.get(key) ?? [];
    this.#acknowledged.set(key, value as number);
    this.#sent.set(key, later);
  }

  /** Whether a server may have this value, which is known from then on. */
  settle(key: number, value: number): boolean {
    const possible = [this.#acknowledged.get(key) ?? GONE, ...(this.#sent.get(key) ?? [])];
    this.#acknowledged.set(key, value);
    this.#sent.set(key, []);
    return possible.includes(value);
  }
}

let counter = 0;

function change(key: number, value: number): Buffer {
  const fields = [...scope('crash'), field(FieldType.digest, digestOf(key))];
  if (value === GONE) return messageFrame({ info2: Info2.write | Info2.delete, fields });
  return messageFrame({ info2: Info2.write, fields, ops: [write('n', value)] });
}

/** Changes random keys of its own until the server is gone. Returns how much was acknowledged. */
async function workload(port: number, first: number, known: Knowledge): Promise<number> {
  const client = await WireClient.connect(port);
  let acknowledged = 0;
  for (;;) {
    const keys = Array.from({ length: PIPELINE }, () => first + Math.floor(Math.random() * KEYS));
    const frames = keys.map((key) => {
      const value = Math.random() < 0.2 ? GONE : ++counter;
      known.send(key, value);
      return change(key, value);
    });
    client.socket.write(Buffer.concat(frames));
    for (const key of keys) {
      const frame = await client.frame();
      if (frame === undefined) return acknowledged;
      const [message] = readMessages(frame.body);
      expect([ResultCode.OK, ResultCode.RECORD_NOT_FOUND]).toContain(message?.header.resultCode);
      known.acknowledge(key);
      acknowledged++;
    }
  }
}

async function valueOf(client: WireClient, key: number): Promise<number> {
  const fields = [...scope('crash'), field(FieldType.digest, digestOf(key))];
  const message = await client.message({ info1: Info1.read, fields, ops: [op(OpType.read, 'n')] });
  if (message.header.resultCode === ResultCode.RECORD_NOT_FOUND) return GONE;
  return Number(message.ops[0]?.value.readBigInt64BE());
}

it('keeps everything acknowledged through kill -9 at any moment', async () => {
  const known = Array.from({ length: CLIENTS }, () => new Knowledge());
  const args = ['--data-directory', directory];
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServerProcess(args);
    const exited = once(server.child, 'exit');
    const client = await WireClient.connect(server.port);
    const index = `i${round}`;
    await createIndex(client, index, `set=crash;bin=b${round};type=numeric`);
    expect(await putModule(client, `m${round}.lua`, 'function f() end')).toBe('ok');
    const work = known.map((each, i) => workload(server.port, i * KEYS, each));
    setTimeout(() => server.child.kill('SIGKILL'), 30 + Math.random() * 300);
    for (const count of await Promise.all(work)) acknowledged += count;
    await exited;
    client.close();

    await using again = await EmbeddedServer.start({ dataDirectory: directory });
    const reader = await WireClient.connect(again.port);
    for (let key = 0; key < CLIENTS * KEYS; key++) {
      const owner = known[Math.floor(key / KEYS)] as Knowledge;
      const value = await valueOf(reader, key);
      if (!owner.settle(key, value)) throw new Error(`key ${key} has ${value}: a change is lost`);
    }
    expect(await reader.info('sindex-list:namespace=test')).toContain(`indexname=${index}:`);
    expect(await reader.info('udf-list')).toContain(`filename=m${round}.lua`);
    reader.close();
  }
  expect(acknowledged).toBeGreaterThan(ROUNDS * PIPELINE);
});
