/**
 * What the recorded exchanges do not show. `AEROSPIKE_HOSTS=127.0.0.1:3000` asks a real server instead:
 * that is how the expected answers were found.
 */
import {
  AdminCommand,
  BatchRowFlag,
  ByteWriter,
  CdtReturnType,
  encodeAdminMessage,
  encodeFrame,
  encodeInfoRequest,
  encodeWireValue,
  FieldType,
  IndexCollection,
  Info1,
  Info2,
  Info3,
  Info4,
  ListOp,
  type Message,
  type MessageField,
  type MessageOp,
  OpType,
  ParticleType,
  ProtoType,
  readAdminMessages,
  readMessage,
  WireList,
  WireMap,
  wireValueFactory,
  decodeParticle,
} from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/server/embedded-server.js';
import {
  createIndex,
  digestOf,
  field,
  partitions,
  queryParts,
  range,
  runQuery,
  scope,
  u64,
  write,
} from '../support/query-message.js';
import { messageFrame, op, WireClient } from '../support/wire-client.js';

const SET = 'h-ledger';
const DIGEST = Buffer.from('0102030405060708090a0b0c0d0e0f1011121314', 'hex');
const KEY: readonly MessageField[] = [...scope(SET), field(FieldType.digest, DIGEST)];

let server: EmbeddedServer | undefined;
let port: number;
let client: WireClient;
beforeAll(async () => {
  const [, realPort] = process.env['AEROSPIKE_HOSTS']?.split(':') ?? [];
  if (realPort === undefined) server = await EmbeddedServer.start();
  port = server?.port ?? Number(realPort);
});
afterAll(async () => {
  await server?.stop();
});
beforeEach(async () => {
  client = await WireClient.connect(port);
  await client.message({ info2: Info2.write | Info2.delete, fields: KEY });
});
afterEach(() => client.close());

function put(ops: readonly MessageOp[], fields: readonly MessageField[] = []): Promise<number> {
  return client.resultCode({ info2: Info2.write, fields: [...KEY, ...fields], ops });
}

function get(parts: Partial<Message['header']> = {}): Promise<Message> {
  return client.message({ info1: Info1.read | Info1.getAll, fields: KEY, ...parts });
}

test.each([ParticleType.csharpBlob, ParticleType.phpBlob, ParticleType.erlangBlob])(
  'Blobs of particle type %i are stored as they are',
  async (particleType) => {
    expect(await put([op(OpType.write, 'b', Buffer.from('01ff', 'hex'), particleType)])).toBe(0);
    const [bin] = (await get()).ops;
    expect([bin?.particleType, bin?.value.toString('hex')]).toEqual([particleType, '01ff']);
  },
);

test.each([
  [CdtReturnType.indexRange, [1, 2]],
  [CdtReturnType.reverseIndexRange, [1, 2]],
  [CdtReturnType.rankRange, [1, 2]],
  [CdtReturnType.reverseRankRange, [1, 2]],
] as const)('Return type %i answers where a range starts and its size', async (type, expected) => {
  await put([write('l', new WireList([10, 20, 30, 40], 1))]);
  const call = encodeWireValue(new WireList([ListOp.getByIndexRange, type, 1, 2]));
  const [bin] = (
    await client.message({ info1: Info1.read, fields: KEY, ops: [op(OpType.cdtRead, 'l', call)] })
  ).ops;
  const { particleType = 0, value = Buffer.alloc(0) } = bin ?? {};
  const answer = decodeParticle(wireValueFactory, particleType, value, 0, value.length);
  expect((answer as WireList).items).toEqual(expected);
});

async function query(fields: readonly MessageField[]): Promise<readonly Message[]> {
  const parts = queryParts([...scope(SET), partitions(), ...fields]);
  return (await runQuery(client, parts)).records;
}

function binNames(messages: readonly Message[]): string[] {
  return messages.flatMap(({ ops }) => ops.map(({ name }) => name.toString()));
}

test('A query can name its bins in a field', async () => {
  await put([write('a', 1), write('b', 2)]);
  const names = Buffer.from('\x01\x01b');
  expect(binNames(await query([field(FieldType.queryBins, names)]))).toEqual(['b']);
});

test.each([
  ['mapkeys', IndexCollection.mapKeys, 7],
  ['mapvalues', IndexCollection.mapValues, 8],
])('An index of %s is queried by its number', async (collection, type, value) => {
  await put([write('m', new WireMap([7], [8], 1))]);
  const name = `h-ledger-${collection}`;
  await createIndex(client, name, `set=${SET};bin=m;type=numeric;indextype=${collection}`);
  try {
    const fields = [range('m', value, value), field(FieldType.indexType, Buffer.from([type]))];
    expect(binNames(await query(fields))).toEqual(['m']);
  } finally {
    await client.info(`sindex-delete:namespace=test;indexname=${name}`);
  }
});

test('An index of an expression is queried by the expression', async () => {
  await put([write('a', 5)]);
  const expression = Buffer.from('93510' + '2a161', 'hex');
  const name = 'h-ledger-expression';
  const base64 = expression.toString('base64');
  await createIndex(client, name, `set=${SET};exp=${base64};type=numeric`);
  try {
    const fields = [range('', 5, 5), field(FieldType.indexExpression, expression)];
    expect(binNames(await query(fields))).toEqual(['a']);
  } finally {
    await client.info(`sindex-delete:namespace=test;indexname=${name}`);
  }
});

test('An index is not readable while it is being built', async () => {
  await put([write('a', 5)]);
  const create = `sindex-create:namespace=test;set=${SET};indexname=h-ledger-young;bin=a;type=numeric`;
  const fields = [...scope(SET), partitions(), range('a', 5, 5)];
  const query = messageFrame(queryParts(fields));
  client.socket.write(
    Buffer.concat([encodeFrame(ProtoType.info, encodeInfoRequest([create])), query]),
  );
  try {
    expect((await client.frame())?.body.toString()).toContain('ok');
    const { header } = readMessage((await client.frame())?.body ?? Buffer.alloc(0));
    expect(header.resultCode).toBe(203);
  } finally {
    await client.info('sindex-delete:namespace=test;indexname=h-ledger-young');
  }
});

const MANY = 3000;

test('A short query that takes longer than its client waits ends with a time-out', async () => {
  // How long the real server takes can't be told from outside.
  if (server === undefined) return;
  const puts = Array.from({ length: MANY }, (_, i) =>
    messageFrame({
      info2: Info2.write,
      fields: [...scope('h-ledger-many'), field(FieldType.digest, digestOf(i))],
      ops: [write('a', i)],
    }),
  );
  client.socket.write(Buffer.concat(puts));
  for (let i = 0; i < MANY; i++) await client.frame();
  const short = { info1: Info1.read | Info1.shortQuery, transactionTtl: 1 };
  const answer = await runQuery(
    client,
    queryParts([...scope('h-ledger-many'), partitions()], short),
  );
  expect(answer.resultCode).toBe(9);
  expect(answer.records.length).toBeLessThan(MANY);
});

test('Fields of transactions and shipped writes are ignored where they mean nothing', async () => {
  const fields = [FieldType.recordVersion, FieldType.transactionDeadline, FieldType.lastUpdateTime];
  for (const type of fields) expect(await put([write('a', 1)], [field(type, u64(1))])).toBe(0);
});

test('The flag scReadRelax changes nothing in a namespace without strong consistency', async () => {
  await put([write('a', 1)]);
  expect((await get({ info3: Info3.scReadRelax })).header.resultCode).toBe(0);
});

test('The Community Edition ignores the wish for a compressed answer', async () => {
  await put([write('a', 1)]);
  const { header } = await get({ info1: Info1.read | Info1.getAll | Info1.compressResponse });
  expect(header.resultCode).toBe(0);
});

test.each([
  ['read', { info1: Info1.read | Info1.getAll, info4: Info4.transactionVerifyRead }, 25],
  ['roll forward', { info2: Info2.write, info4: Info4.transactionRollForward }, 25],
  ['roll back', { info2: Info2.write, info4: Info4.transactionRollBack }, 25],
  ['lock', { info1: Info1.read | Info1.getAll, info4: Info4.transactionOnLockingOnly }, 0],
])('The Community Edition answers the flag of transactions to %s', async (_, parts, expected) => {
  await put([write('a', 1)]);
  const ops = 'info2' in parts ? [write('a', 2)] : [];
  expect(await client.resultCode({ ...parts, fields: KEY, ops })).toBe(expected);
});

test('A row of a batch can have the fourth flag byte', async () => {
  await put([write('a', 1)]);
  const row = new ByteWriter().u32(1).u8(0);
  row
    .u32(0)
    .bytes(DIGEST)
    .u8(BatchRowFlag.info | BatchRowFlag.info4);
  row
    .u8(Info1.read | Info1.getAll)
    .u8(0)
    .u8(0)
    .u8(0);
  row.u16(1).u16(0).u32(5).u8(FieldType.namespace).latin1('test');
  const fields = [field(FieldType.batch, row.toBuffer())];
  const [answer] = await client.messages({ info1: Info1.read | Info1.batch, fields });
  expect([answer?.header.resultCode, answer?.ops.length]).toEqual([0, 1]);
});

test.each(Object.entries(AdminCommand).filter(([name]) => !/^(?:login|authenticate)$/.test(name)))(
  'The Community Edition does not support %s',
  async (_, command) => {
    const body = encodeAdminMessage({ resultCode: 0, command, fields: [] });
    const answer = await client.exchange(encodeFrame(ProtoType.admin, body));
    expect(readAdminMessages(answer?.body ?? Buffer.alloc(0))[0]?.resultCode).toBe(51);
  },
);
