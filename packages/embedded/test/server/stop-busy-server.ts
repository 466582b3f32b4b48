import {
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  OpType,
  ParticleType,
} from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { putModule, udfFields } from '../support/udf';
import {
  key,
  messageFrame,
  op,
  put,
  type RequestParts,
  text,
  WireClient,
} from '../support/wire-client';

/** What a process still holds after a busy server has stopped. */
export interface StopReport {
  /** What the server was doing at that moment: queries that run, hits of faults. */
  readonly runningQueries: number;
  readonly faultsHit: number;
  readonly milliseconds: number;
  /** Kinds of handles and requests, from `process.getActiveResourcesInfo()`. */
  readonly left: readonly string[];
}

const RECORDS = 200;
const FAULTS = 3;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
const EVERY_PARTITION: MessageField = {
  type: FieldType.partitionIds,
  data: Buffer.from(Uint16Array.from({ length: 4096 }, (_, i) => i).buffer),
};
const big: RequestParts = { info1: Info1.read | Info1.getAll, fields: key(0) };

function slowQuery(id: number): MessageField[] {
  const rate = Buffer.alloc(4);
  rate.writeUInt32BE(1);
  const taskId = Buffer.alloc(8, id);
  return [
    text(FieldType.namespace, 'test'),
    text(FieldType.set, 'set'),
    { type: FieldType.recordsPerSecond, data: rate },
    { type: FieldType.taskId, data: taskId },
  ];
}

/** Starts a server, gives it all kinds of work that it can't finish, and stops it. */
export async function stopBusyServer(): Promise<StopReport> {
  const server = await EmbeddedServer.start({
    namespaces: [{ name: 'test', nsupPeriod: 1, defaultTtl: 60 }],
    protoFdIdleMs: 60_000,
  });
  const connect = (): Promise<WireClient> => WireClient.connect(server.port);
  const client = await connect();
  await fill(client);
  await putModule(client, 'm.lua', 'function one(rec) return 1 end');
  await client.message({ info2: Info2.write, fields: [...key(1), ...udfFields('m', 'one')] });
  await client.message({
    info2: Info2.write,
    fields: [...slowQuery(1)],
    ops: [put('a', 2)],
  });
  await client.message({
    info2: Info2.write,
    fields: [
      ...slowQuery(2),
      ...udfFields('m', 'one'),
      { type: FieldType.udfOp, data: Buffer.of(2) },
    ],
  });
  await client.info('sindex-create:namespace=test;set=set;indexname=i;bin=a;type=numeric');
  const query = { info1: Info1.read, info3: Info3.partitionDone };
  const work = [
    messageFrame({ ...query, fields: [...slowQuery(3), EVERY_PARTITION] }),
    // The clients of these take nothing.
    Buffer.concat(Array.from({ length: 50 }, () => messageFrame(big))),
    messageFrame(big).subarray(0, 20),
    Buffer.alloc(0),
  ];
  const clients = [client, ...(await Promise.all(work.map(send(connect))))];
  clients.push(...(await sendIntoFaults(server, connect)));
  while (server.inspect().faultsHit < FAULTS) await pause();
  // The other clients have sent before.
  await pause();
  return stop(server, clients);
}

async function fill(client: WireClient): Promise<void> {
  for (let byte = 0; byte < RECORDS; byte++) {
    const ops = [put('a', byte)];
    if (byte === 0) ops.push(op(OpType.write, 'b', Buffer.alloc(900_000), ParticleType.blob));
    await client.message({ info2: Info2.write, fields: key(byte), ops });
  }
}

function send(connect: () => Promise<WireClient>): (bytes: Buffer) => Promise<WireClient> {
  return async (bytes) => {
    const client = await connect();
    client.socket.pause();
    if (bytes.length > 0) client.socket.write(bytes);
    return client;
  };
}

async function sendIntoFaults(
  server: EmbeddedServer,
  connect: () => Promise<WireClient>,
): Promise<WireClient[]> {
  server.faults.add({ when: { command: 'put' }, do: { kind: 'delay', ms: 3_600_000 } });
  server.faults.add({ when: { command: 'touch' }, do: 'timeout' });
  server.faults.add({ when: { command: 'delete' }, do: 'hang' });
  const writes: RequestParts[] = [
    { info2: Info2.write, fields: key(1), ops: [put('a', 1)] },
    { info2: Info2.write, fields: key(1), ops: [op(OpType.touch, '')] },
    { info2: Info2.write | Info2.delete, fields: key(1) },
  ];
  return Promise.all(writes.map((parts) => send(connect)(messageFrame(parts))));
}

async function stop(server: EmbeddedServer, clients: readonly WireClient[]): Promise<StopReport> {
  const jobs = await (clients[0] as WireClient).info('query-show');
  const { faultsHit } = server.inspect();
  const started = performance.now();
  await server.stop();
  const milliseconds = performance.now() - started;
  await Promise.all(
    clients.map(async ({ socket }) => {
      socket.resume();
      // Some are reset, which is no failure here.
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
    }),
  );
  // Closed handles are let go of in the next turns of the event loop.
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  const left = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
  const runningQueries = jobs.split(';').filter((job) => job.includes('status=active')).length;
  return { runningQueries, faultsHit, milliseconds, left };
}
