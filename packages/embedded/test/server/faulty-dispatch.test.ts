import { once } from 'node:events';
import {
  BatchFlag,
  computeDigest,
  encodeFrame,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  OpType,
  ProtoType,
  readMessages,
  ResultCode,
} from '@aeroform/protocol';
import type { FaultCommand, FaultSpec } from '../../src/index';
import { useEmbedded } from '../support/embedded';
import {
  key,
  messageFrame,
  op,
  put,
  type RequestParts,
  text,
  WireClient,
} from '../support/wire-client';

const embedded = useEmbedded();
let client: WireClient;

beforeEach(async () => {
  client = await WireClient.connect(embedded.server.port);
  await embedded.client.message(write(1));
});
afterEach(() => {
  embedded.server.faults.clear();
  client.close();
});

const fault = (spec: FaultSpec) => embedded.server.faults.add(spec);
const read: RequestParts = { info1: Info1.read | Info1.getAll, fields: key(1) };
const write = (value: number): RequestParts => ({
  info2: Info2.write,
  fields: key(1),
  ops: [put('a', value)],
});
/** The value that the record has now, read past all faults. */
async function stored(): Promise<number | undefined> {
  embedded.server.faults.clear();
  const { ops } = await embedded.client.message(read);
  return ops[0]?.value.readInt32BE(4);
}

/** A batch that reads records of `set`, by the bytes that their digests are made of. */
function batch(bytes: readonly number[], flags: number = BatchFlag.respondAllKeys): RequestParts {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length);
  head[4] = flags;
  const rows = bytes.map((byte, index) => {
    const row = Buffer.alloc(4 + 20 + 2 + 4, byte);
    row.writeUInt32BE(index);
    row.writeUInt8(0, 24);
    row.writeUInt8(Info1.read | Info1.getAll, 25);
    row.writeUInt16BE(2, 26);
    row.writeUInt16BE(0, 28);
    return Buffer.concat([
      row,
      rowField(FieldType.namespace, 'test'),
      rowField(FieldType.set, 'set'),
    ]);
  });
  const data = Buffer.concat([head, ...rows]);
  return { info1: Info1.batch, fields: [{ type: FieldType.batch, data }] };
}

function rowField(type: number, value: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(value.length + 1);
  head[4] = type;
  return Buffer.concat([head, Buffer.from(value)]);
}

const everyPartition: MessageField = {
  type: FieldType.partitionIds,
  data: Buffer.from(Uint16Array.from({ length: 4096 }, (_, i) => i).buffer),
};
const query: RequestParts = {
  info1: Info1.read,
  info3: Info3.partitionDone,
  fields: [text(FieldType.namespace, 'test'), text(FieldType.set, 'set'), everyPartition],
};

describe('faults with a result code', () => {
  it.each<[FaultSpec['do'], number]>([
    ['partition-unavailable', 11],
    ['key-busy', 14],
    ['device-overload', 18],
    [{ kind: 'result', code: 'FORBIDDEN' }, 22],
    [{ kind: 'result', code: 199 }, 199],
  ])('%j answers %i, applies nothing, and is over after its times', async (what, resultCode) => {
    const { hits } = { hits: () => embedded.server.inspect().faultsHit };
    const before = hits();
    const busy = fault({ do: what, times: 1 });
    expect(await client.resultCode(write(2))).toBe(resultCode);
    expect(busy.hits).toBe(1);
    expect(hits()).toBe(before + 1);
    expect(await client.resultCode(read)).toBe(0);
    expect(await stored()).toBe(1);
  });

  it('can come after the command is applied', async () => {
    fault({ do: { kind: 'result', code: 'TIMEOUT', applied: true } });
    expect(await client.resultCode(write(3))).toBe(ResultCode.TIMEOUT);
    expect(await stored()).toBe(3);
  });

  it('tells commands apart', async () => {
    const kinds: [FaultCommand, RequestParts][] = [
      ['put', write(1)],
      ['get', read],
      ['get', { info1: Info1.read, fields: key(1), ops: [op(OpType.read, 'a')] }],
      ['exists', { info1: Info1.read | Info1.noBinData, fields: key(1) }],
      ['touch', { info2: Info2.write, fields: key(1), ops: [op(OpType.touch, '')] }],
      ['operate', { ...write(1), ops: [put('a', 1), op(OpType.read, 'a')], info1: Info1.read }],
      ['operate', { info1: Info1.read, fields: key(1), ops: [op(OpType.cdtRead, 'a')] }],
      ['udf', { info2: Info2.write, fields: [...key(1), text(FieldType.udfModule, 'm')] }],
      ['query', query],
      ['delete', { info2: Info2.write | Info2.delete, fields: key(1) }],
    ];
    for (const [name, parts] of kinds) {
      for (const [command] of kinds) {
        embedded.server.faults.clear();
        const set = fault({ when: { command }, do: { kind: 'result', code: 77 } });
        const code = (await client.messages(parts))[0]?.header.resultCode;
        expect([name, command, code === 77]).toEqual([name, command, name === command]);
        expect(set.hits).toBe(name === command ? 1 : 0);
        if (name === 'query' && command !== 'query') await client.frame();
      }
    }
  });

  it('knows a record by its user key', async () => {
    const ofKey = (userKey: string | number): RequestParts => ({
      ...write(1),
      fields: [
        text(FieldType.namespace, 'test'),
        text(FieldType.set, 'set'),
        { type: FieldType.digest, data: computeDigest('set', userKey) },
      ],
    });
    fault({ when: { set: 'set', userKey: 'ann' }, do: 'key-busy' });
    fault({ when: { set: 'set', userKey: 5 }, do: 'device-overload' });
    expect(await client.resultCode(ofKey('ann'))).toBe(14);
    expect(await client.resultCode(ofKey(5))).toBe(18);
    expect(await client.resultCode(ofKey('5'))).toBe(0);
  });

  it('hit rows of a batch one by one, and a batch as a whole', async () => {
    await embedded.client.message({ ...write(1), fields: key(2) });
    const codesOf = async (parts: RequestParts): Promise<number[]> =>
      (await client.messages(parts)).map(({ header }) => header.resultCode);
    fault({ when: { digest: '02'.repeat(20) }, do: 'key-busy', times: 1 });
    expect(await codesOf(batch([1, 2, 1]))).toEqual([0, 14, 0, 0]);
    expect(await codesOf(batch([1, 2, 1]))).toEqual([0, 0, 0, 0]);
    fault({ when: { command: 'batch', digest: '02'.repeat(20) }, do: 'device-overload' });
    expect(await codesOf(batch([1, 1]))).toEqual([0, 0, 0]);
    const [whole] = await client.messages(batch([1, 2]));
    expect(whole?.header).toMatchObject({ resultCode: 18, info3: Info3.last });
  });

  it('hit one info command of a request, and admin messages', async () => {
    fault({ when: { command: 'info:build' }, do: { kind: 'result', code: 'TIMEOUT' } });
    const frame = await client.exchange(
      encodeFrame(ProtoType.info, Buffer.from('status\nbuild\nstatus\n')),
    );
    const build = 'build\tERROR:9:a fault on demand\n';
    expect(frame?.body.toString()).toBe(`status\tok\n${build}status\tok\n`);
    fault({ when: { command: 'info' }, do: { kind: 'result', code: 8 } });
    expect(await client.info('status')).toBe('ERROR:8:a fault on demand');
    fault({ when: { command: 'admin' }, do: { kind: 'result', code: 'INVALID_USER' } });
    const admin = await client.exchange(encodeFrame(ProtoType.admin, Buffer.alloc(16)));
    expect([admin?.type, admin?.body[1]]).toEqual([ProtoType.admin, ResultCode.INVALID_USER]);
  });
});

it('a reset of the server takes all faults back', async () => {
  fault({ do: 'hang' });
  embedded.server.reset();
  expect(embedded.server.faults.list).toEqual([]);
  expect(await client.resultCode(write(1))).toBe(0);
});

describe('faults of the connection', () => {
  it('delay a command, and those behind it on the connection, but no others', async () => {
    fault({ when: { command: 'put' }, do: { kind: 'delay', ms: 60 } });
    const start = performance.now();
    client.socket.write(Buffer.concat([messageFrame(write(4)), messageFrame(read)]));
    const other = await embedded.client.message(read);
    expect(other.ops[0]?.value.readInt32BE(4)).toBe(1);
    expect(performance.now() - start).toBeLessThan(60);
    expect(readMessages((await client.frame())?.body as Buffer)[0]?.header.resultCode).toBe(0);
    expect(performance.now() - start).toBeGreaterThan(55);
    const [behind] = readMessages((await client.frame())?.body as Buffer);
    expect(behind?.ops[0]?.value.readInt32BE(4)).toBe(4);
  });

  it('delay a batch once, whichever rows match, and queries', async () => {
    const slow = fault({ when: { set: 'set' }, do: { kind: 'delay', ms: 20 } });
    const start = performance.now();
    expect(await client.messages(batch([1, 2, 3]))).toHaveLength(4);
    expect((await client.messages(query)).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeGreaterThan(35);
    expect(slow.hits).toBe(2);
  });

  it('apply nothing when the client leaves during a delay', async () => {
    fault({ when: { command: 'put' }, do: { kind: 'delay', ms: 40 } });
    const open = embedded.server.inspect().connections;
    client.socket.write(messageFrame(write(5)));
    await new Promise((resolve) => setTimeout(resolve, 10));
    client.close();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(embedded.server.inspect().connections).toBe(open - 1);
    expect(await stored()).toBe(1);
  });

  it.each([
    [true, 6],
    [false, 1],
  ])('time out (applied: %j): nothing is answered any more', async (applied, value) => {
    fault({ when: { command: 'put' }, do: { kind: 'timeout', applied } });
    client.socket.write(Buffer.concat([messageFrame(read), messageFrame(write(6))]));
    expect(await client.frame()).toBeDefined();
    const silence = new Promise((resolve) => setTimeout(resolve, 30, 'silence'));
    client.socket.write(messageFrame(read));
    expect(await Promise.race([client.frame(), silence])).toBe('silence');
    expect(await stored()).toBe(value);
    const open = embedded.server.inspect().connections;
    client.socket.end();
    await once(client.socket, 'close');
    expect(embedded.server.inspect().connections).toBe(open - 1);
  });

  it.each([
    [true, 7],
    [false, 1],
  ])('reset the connection (applied: %j)', async (applied, value) => {
    fault({ when: { command: 'put' }, do: { kind: 'reset', applied } });
    const failed = once(client.socket, 'error');
    client.socket.write(messageFrame(write(7)));
    expect(await failed).toEqual([expect.objectContaining({ code: 'ECONNRESET' })]);
    expect(await stored()).toBe(value);
  });

  it('hang: the connection is not even read', async () => {
    fault({ when: { command: 'put' }, do: 'hang' });
    client.socket.write(messageFrame(write(8)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    // More than the buffers of the system hold.
    const taken = client.socket.write(Buffer.alloc(32 * 1024 * 1024));
    const silence = new Promise((resolve) => setTimeout(resolve, 50, 'full'));
    expect(taken).toBe(false);
    expect(await Promise.race([once(client.socket, 'drain'), silence])).toBe('full');
    expect(await stored()).toBe(1);
  });

  it('send half an answer and close', async () => {
    fault({ when: { command: 'put' }, do: 'half-answer' });
    const chunks: Buffer[] = [];
    client.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.socket.write(messageFrame(write(9)));
    expect(await client.frame()).toBeUndefined();
    expect(Buffer.concat(chunks)).toHaveLength(15);
    expect(await stored()).toBe(9);
  });

  it('send half of a batch and of a query', async () => {
    for (const parts of [batch([1, 1]), query]) {
      embedded.server.faults.clear();
      fault({ when: { command: ['batch', 'query'] }, do: 'half-answer' });
      const victim = await WireClient.connect(embedded.server.port);
      expect(await victim.exchange(messageFrame(parts))).toBeUndefined();
      expect(victim.socket.bytesRead).toBeGreaterThan(15);
    }
  });

  it('send garbage, the same for the same seed', async () => {
    const answers: Buffer[] = [];
    for (const seed of [1, 1, 2]) {
      embedded.server.faults.clear();
      fault({ do: 'garbage-answer', seed });
      const victim = await WireClient.connect(embedded.server.port);
      victim.socket.removeAllListeners('data');
      victim.socket.write(messageFrame(read));
      answers.push(((await once(victim.socket, 'data')) as [Buffer])[0]);
      victim.close();
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).not.toEqual(answers[2]);
    expect(answers[0]?.[0]).toBe(0xff);
    expect(answers[0]?.length).toBeGreaterThan(30);
  });
});
