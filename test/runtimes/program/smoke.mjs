// What an application does with the packages, a little of each. It gets them from its entry, so that
// each entry loads them in its own way; it is plain JavaScript, so that every runtime reads it as it is.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';

const NAMESPACE = process.env.AEROSPIKE_NAMESPACE ?? 'test';
const MANY = 500;

/**
 * @param {{ core: object, orm: object }} packages
 * @param {{ hosts: unknown, secure: { hosts: unknown, user: string, password: string, ca: string } }} servers
 * @param {string} name that of the runtime: each has its own sets
 * @returns {Promise<string[]>} the names of the steps
 */
async function smoke({ core, orm }, { hosts, secure }, name) {
  const set = `runtime_${name}`;
  const client = await core.createClient({ hosts }).connect();
  try {
    await client.truncate(NAMESPACE, set);
    for (const step of Object.values(steps)) await step({ core, client, set });
  } finally {
    await client.truncate(NAMESPACE, set);
    await client.close();
  }
  await mapEntities(orm, hosts, `${set}_e`);
  await connectInSecret(core, secure, set);
  await refuseNobody(core);
  await missOfficial(core, hosts);
  return [...Object.keys(steps), 'entities', 'tls and login', 'no server', 'no native driver'];
}

const steps = { records, operations, batches, queries, pages, deadlines, metrics };

const keyOf = (set, id) => [NAMESPACE, set, id];

/** Every kind of value, each kind of key, and many commands on one connection. */
async function records({ core, client, set }) {
  const bins = {
    text: 'grüße 𝄞',
    whole: 42,
    large: 2n ** 62n,
    half: 0.5,
    yes: true,
    bytes: Buffer.from([0, 255]),
    list: [1, 'two', [3.5, null]],
    map: new Map([['k', new Map([[1, 'one']])]]),
  };
  for (const id of ['a', 7, Buffer.from('raw')]) {
    await client.put(keyOf(set, id), bins);
    const record = await client.get(keyOf(set, id));
    assert.equal(record.meta.gen, 1);
    assert.equal(record.bins.text, bins.text);
    assert.equal(record.bins.large, bins.large);
    assert.equal(record.bins.half, 0.5);
    assert.equal(record.bins.yes, true);
    assert.deepEqual([...record.bins.bytes], [0, 255]);
    assert.deepEqual(record.bins.list, bins.list);
    await client.remove(keyOf(set, id));
  }
  await assert.rejects(client.get(keyOf(set, 'a')), core.RecordNotFound);
  const ids = Array.from({ length: MANY }, (_, id) => id);
  await Promise.all(ids.map((id) => client.put(keyOf(set, id), { id })));
  const found = await Promise.all(ids.map((id) => client.get(keyOf(set, id))));
  assert.deepEqual(
    found.map(({ bins: { id } }) => id),
    ids,
  );
}

async function operations({ core, client, set }) {
  const { listAppend, operations: ops } = core;
  const key = keyOf(set, 'counter');
  await client.put(key, { n: 1 });
  const { bins } = await client.operate(key, [
    ops.increment('n', 2),
    listAppend('log', 'seen'),
    ops.read('n'),
  ]);
  assert.equal(bins.n, 3);
  const { exp } = core;
  const filter = exp.gt(exp.intBin('n'), exp.intVal(3));
  await assert.rejects(client.get(key, { filterExpression: filter }), core.FilteredOut);
  await client.remove(key);
}

async function batches({ client, set }) {
  const rows = Array.from({ length: MANY }, (_, id) => [keyOf(set, id), { id, half: id / 2 }]);
  const { batchRecords } = await client.batchWrite(rows);
  assert.ok(batchRecords.every(({ result }) => result === 0));
  const handle = await client.batchRead(rows.map(([key]) => key));
  assert.equal(handle.foundCount(), MANY);
  assert.equal(handle.toList()[MANY - 1].bins.half, (MANY - 1) / 2);
  const { columns } = handle.toColumns({ id: 'int32', half: 'float64' });
  assert.equal(columns.id[MANY - 1], MANY - 1);
}

async function queries({ core, client, set }) {
  const index = `${set}_id`;
  await client.indexIntegerCreate(NAMESPACE, set, 'id', index);
  try {
    const some = client.query(NAMESPACE, set).where(core.predicates.between('id', 100, 199));
    assert.equal((await some.results()).length, 100);
  } finally {
    await client.indexRemove(NAMESPACE, index);
  }
  let sum = 0;
  for await (const { bins } of client.query(NAMESPACE, set)) sum += bins.id;
  assert.equal(sum, (MANY * (MANY - 1)) / 2);
}

async function pages({ client, set }) {
  let count = 0;
  for await (const { records: page } of client.query(NAMESPACE, set).pages(100)) {
    count += page.length;
  }
  assert.equal(count, MANY);
}

async function deadlines({ core, client, set }) {
  const controller = new AbortController();
  const waiting = client.get(keyOf(set, 1), { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { code: 'ABORTED' });
  assert.equal((await client.get(keyOf(set, 1))).bins.id, 1);
  await timeOut(core);
}

/** A server that says nothing: the clock of the client has to end it. */
async function timeOut(core) {
  const sockets = new Set();
  const mute = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const client = core.createClient({ hosts: [['127.0.0.1', mute.address().port]], timeout: 100 });
  await assert.rejects(client.connect(), core.ClusterError);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => mute.close(resolve));
}

async function metrics({ core }) {
  assert.match(await core.getMetrics(), /^# EOF$/m);
}

async function mapEntities({ DataSource, defineEntity, t }, hosts, set) {
  class Book extends defineEntity(
    { name: 'Book', set },
    { id: t.int().id(), version: t.version(), title: t.string(), tags: t.list(t.string()) },
  ) {}
  const dataSource = new DataSource({ hosts, namespace: NAMESPACE, entities: [Book] });
  await dataSource.initialize();
  try {
    const books = dataSource.getRepository(Book);
    await books.save(books.create({ id: 1, title: 'Emma', tags: ['novel'] }));
    const book = await books.findById(1);
    assert.ok(book instanceof Book);
    book.title = 'Persuasion';
    await books.save(book);
    const { title, version } = await books.findById(1);
    assert.deepEqual({ title, version }, { title: 'Persuasion', version: 2 });
    await books.removeById(1);
    assert.equal(await books.findById(1), null);
  } finally {
    await dataSource.destroy();
  }
}

/** TLS, a password, and compression. */
async function connectInSecret(core, { hosts, user, password, ca }, set) {
  const client = await core.createClient({ hosts, user, password, tls: { ca } }).connect();
  try {
    const text = 'x'.repeat(100_000);
    await client.put(keyOf(set, 'x'), { text }, null, { compress: true, totalTimeout: 10_000 });
    const { bins } = await client.get(keyOf(set, 'x'), { compress: true, totalTimeout: 10_000 });
    assert.equal(bins.text, text);
  } finally {
    await client.close();
  }
  const stranger = core.createClient({ hosts, user, password: 'wrong', tls: { ca } });
  await assert.rejects(stranger.connect(), core.AerospikeError);
}

async function refuseNobody(core) {
  const closed = createServer();
  await new Promise((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address();
  await new Promise((resolve) => closed.close(resolve));
  const client = core.createClient({ hosts: [['127.0.0.1', port]] });
  await assert.rejects(client.connect(), (error) => error.message.includes(String(port)));
}

/** Where npm `aerospike` is not installed, only the native driver minds. */
async function missOfficial(core, hosts) {
  const client = core.createClient({ hosts, driver: 'native' });
  await assert.rejects(client.connect(), { code: 'DRIVER_NOT_INSTALLED' });
}

/** Runs it for an entry: the servers are in the environment, the steps go to the standard output. */
export async function main(packages) {
  const { AEROFORM_SMOKE_SERVERS: servers, AEROFORM_SMOKE_NAME: name } = process.env;
  const done = await smoke(packages, JSON.parse(servers), name);
  process.stdout.write(`passed: ${done.join(', ')}\n`);
}
