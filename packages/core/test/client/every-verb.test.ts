import { EmbeddedServer } from '@aeroform/embedded';
import {
  AerospikeClient,
  type AerospikeError,
  type BackgroundJob,
  ClientError,
  createClient,
  operations,
  Query,
} from '../../src/index.js';
import { CLIENT_VERBS, QUERY_VERBS, type VerbCall, WITHOUT_SIGNAL } from '../support/every-verb.js';
import { FakeServer } from '../support/fake-server.js';

/** A server that looks well, and answers no question of an application. */
async function withMuteServer(
  test: (client: AerospikeClient, asked: () => number) => Promise<void>,
): Promise<void> {
  let isMute = false;
  let asked = 0;
  const server = await FakeServer.start({
    info: (command) => {
      const isTending = /^(node|.*-generation|peers-.*|replicas)$/.test(command);
      if (!isMute || isTending) return undefined;
      asked++;
      return null;
    },
    admin: () => {
      asked++;
      return Buffer.alloc(0);
    },
    onMessage: () => asked++,
  });
  const client = createClient({ hosts: [server.host], policies: { admin: { timeout: 20_000 } } });
  try {
    await client.connect();
    isMute = true;
    await test(client, () => asked);
  } finally {
    for (const socket of server.sockets) socket.destroy();
    await client.close();
    await server.stop();
  }
}

/** How a call ended: its rejection, or the failure of the rows of a batch. */
async function callerOfVerb(call: () => Promise<unknown>): Promise<AerospikeError> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    return error as AerospikeError;
  }
  const rows =
    (result as { batchRecords?: readonly { error: AerospikeError }[] }).batchRecords ??
    (typeof result === 'object' ? [...(result as Iterable<{ error: AerospikeError }>)] : []);
  if (rows[0] === undefined) throw new Error(`it ended well: ${String(result)}`);
  return rows[0].error;
}

function methodsOf(type: { readonly prototype: object }): string[] {
  const names = new Set<string>();
  let prototype: object = type.prototype;
  while (prototype !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(prototype)) names.add(name);
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return [...names].filter((name) => !WITHOUT_SIGNAL.has(name)).sort();
}

const VERBS: readonly [name: string, call: VerbCall][] = [
  ...Object.entries(CLIENT_VERBS).filter(([name]) => name !== 'ping'),
  ...Object.entries(QUERY_VERBS).map(([name, call]): [string, VerbCall] => [`query.${name}`, call]),
];

it('The table of verbs has all methods of a client', () => {
  expect(Object.keys(CLIENT_VERBS).sort()).toEqual(methodsOf(AerospikeClient));
});

it('The table of verbs has all methods of a query that ask a server', () => {
  const BUILDERS = [
    'filter',
    'maxRecords',
    'noBins',
    'partitions',
    'project',
    'recordsPerSecond',
    'select',
  ];
  const asking = methodsOf(Query).filter((name) => ![...BUILDERS, 'where'].includes(name));
  expect(Object.keys(QUERY_VERBS).sort()).toEqual(asking);
});

// Of Node.js; Jest allows for more.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 10;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

describe.each(VERBS)('%s', (_name, call) => {
  it('sends nothing when its signal is aborted already', async () => {
    await withMuteServer(async (client, asked) => {
      const signal = AbortSignal.abort(new Error('changed my mind'));
      const error = await callerOfVerb(() => call(client, { signal }));
      expect(error).toBeInstanceOf(ClientError);
      expect(error).toMatchObject({ code: 'ABORTED', cause: { message: 'changed my mind' } });
      expect(error.inDoubt).toBe(false);
      expect(asked()).toBe(0);
    });
  });

  it('ends when its signal is aborted while it waits, and tells the line of its caller', async () => {
    await withMuteServer(async (client, asked) => {
      const controller = new AbortController();
      const ending = callerOfVerb(() => call(client, { signal: controller.signal }));
      while (asked() === 0) await new Promise(setImmediate);
      controller.abort();
      const error = await ending;
      expect(error).toMatchObject({ code: 'ABORTED' });
      expect(error.stack).toContain('every-verb.');
    });
  });

  it('tells the line of its caller when a field of its policy is unknown', async () => {
    await withMuteServer(async (client, asked) => {
      const error = await callerOfVerb(() => call(client, { signall: 1 } as never));
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(error.message).toContain('signall');
      expect(error.stack).toContain('every-verb.');
      expect(asked()).toBe(0);
    });
  });

  it('tells the line of its caller when the client is not connected', async () => {
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    const error = await callerOfVerb(() => call(client, {}));
    expect(error).toMatchObject({ code: 'NOT_CONNECTED' });
    expect(error.stack).toContain('every-verb.');
  });
});

describe('a job on the servers', () => {
  type JobCall = (job: BackgroundJob, policy: { readonly signal: AbortSignal }) => Promise<unknown>;
  it.each<[string, JobCall]>([
    ['progress', (job, policy) => job.progress(policy)],
    ['wait', (job, policy) => job.wait(policy)],
    ['abort', (job, policy) => job.abort(policy)],
  ])('takes a signal for its %s', async (_name, call) => {
    const server = await EmbeddedServer.start();
    const client = await createClient({ hosts: [...server.hosts] }).connect();
    const job = await client.query('test', 'verbs').operate([operations.write('a', 1)]);
    const signal = AbortSignal.abort();
    const error = await callerOfVerb(() => call(job, { signal }));
    expect(error).toMatchObject({ name: 'ClientError', code: 'ABORTED' });
    expect(error.stack).toContain('every-verb.');
    await client.close();
    await server.stop();
  });
});

describe('ping', () => {
  it('is false when its signal is aborted, before and while it waits', async () => {
    await withMuteServer(async (client, asked) => {
      expect(await client.ping({ signal: AbortSignal.abort() })).toBe(false);
      expect(asked()).toBe(0);
      const controller = new AbortController();
      const answer = client.ping({ signal: controller.signal });
      while (asked() === 0) await new Promise(setImmediate);
      controller.abort();
      expect(await answer).toBe(false);
    });
  });
});
