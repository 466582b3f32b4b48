import { AdminField, type AdminMessage, ResultCode } from '@aeroform/protocol';
import { EmbeddedServer } from '@aeroform/embedded';
import {
  type AerospikeClient,
  AUTH_EXTERNAL_INSECURE,
  createClient,
  InvalidArgError,
  type LogEntry,
  LOG_LEVEL_TRACE,
  LOG_LEVEL_WARN,
  setLogger,
  setLogLevel,
  setSlowCallThreshold,
} from '../../src/index.js';
import { FakeServer } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const KEY = ['test', 'demo', 'secret-key'] as const;
const entries: LogEntry[] = [];

beforeEach(() => {
  entries.length = 0;
  setLogger({ log: (entry) => entries.push(entry) });
  setLogLevel(LOG_LEVEL_TRACE);
});

afterEach(() => {
  setLogger(undefined);
  setLogLevel(LOG_LEVEL_WARN);
  setSlowCallThreshold(Infinity);
});

/** The first entry with a message, in the form `level subsystem`, and its fields. */
function entryOf(message: string): { readonly head: string; readonly fields: object } | undefined {
  const entry = entries.find((each) => each.message === message);
  if (entry === undefined) return undefined;
  return { head: `${entry.level} ${entry.subsystem}`, fields: entry.fields };
}

async function until(message: string): Promise<ReturnType<typeof entryOf>> {
  while (entryOf(message) === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  return entryOf(message);
}

describe('the log of a client', () => {
  it('tells of its life', async () => {
    await withFakeServer(async (client) => {
      expect(entryOf('connected')).toEqual({
        head: 'info aerospike.client',
        fields: { nodes: ['FA11'] },
      });
      expect(entryOf('opened')).toEqual({
        head: 'debug aerospike.connection',
        fields: { node: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
      });
      await client.close();
      expect(entryOf('closed')?.head).toMatch(
        /^(info aerospike.client|debug aerospike.connection)$/,
      );
      expect(entries.at(-1)).toMatchObject({ subsystem: 'aerospike.client', message: 'closed' });
      expect(entryOf('node removed')?.head).toBe('info aerospike.cluster');
    });
  });

  it('tells of seeds that do not answer, and why it cannot connect', async () => {
    const server = await FakeServer.start();
    await server.stop();
    await rejection(createClient({ hosts: [server.host] }).connect());
    expect(entryOf('seed does not answer')).toEqual({
      head: 'warn aerospike.cluster',
      fields: { address: server.host, reason: expect.stringContaining('ECONNREFUSED') },
    });
    expect(entryOf('cannot connect')).toEqual({
      head: 'error aerospike.client',
      fields: { reason: 'CONNECT_FAILED' },
    });
  });

  it('tells what nodes own and know of each other', async () => {
    await withFakeServer(async (_client, server) => {
      expect(entryOf('partitions told')).toEqual({
        head: 'debug aerospike.cluster',
        fields: { node: 'FA11', generation: '1' },
      });
      expect(entryOf('peers told')?.fields).toMatchObject({ node: 'FA11', peers: [] });
      entries.length = 0;
      server.partitionGeneration = 2;
      expect((await until('partitions told'))?.fields).toMatchObject({ generation: '2' });
    });
  });

  it('tells of nodes that fail, and that answer again', async () => {
    await withFakeServer(async (_client, server) => {
      await server.stop();
      expect((await until('node does not answer'))?.head).toBe('warn aerospike.cluster');
      await server.restart();
      expect((await until('node answers again'))?.head).toBe('info aerospike.cluster');
    });
  });

  it('tells of circuits that open and close', async () => {
    await withFakeServer(
      async (client) => {
        for (let i = 0; i < 3; i++) await rejection(client.put(KEY, { a: i }));
        expect(entryOf('circuit open: too many errors')).toEqual({
          head: 'warn aerospike.cluster',
          fields: { node: 'FA11', limit: 1 },
        });
        expect(await until('circuit closed')).toEqual({
          head: 'info aerospike.cluster',
          fields: { node: 'FA11' },
        });
      },
      {
        config: { maxErrorRate: 1, errorRateWindow: 2 },
        onMessage: (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD }),
      },
    );
  });

  it('tells of calls that are tried again, and that fail, by what they are', async () => {
    await withFakeServer(
      async (client) => {
        await rejection(client.get(KEY, { maxRetries: 1 }));
        const subject = { operation: 'get', namespace: 'test', set: 'demo' };
        expect(entryOf('retrying')).toEqual({
          head: 'debug aerospike.command',
          fields: { ...subject, attempt: 1, reason: 'DEVICE_OVERLOAD' },
        });
        expect(entryOf('failed')).toEqual({
          head: 'debug aerospike.command',
          fields: {
            ...subject,
            reason: 'DEVICE_OVERLOAD',
            node: 'FA11',
            attempts: 2,
            inDoubt: false,
          },
        });
        entries.length = 0;
        await rejection(client.query('test', 'demo').results({ maxRetries: 0 }));
        expect(entryOf('failed')?.head).toBe('debug aerospike.query');
      },
      { onMessage: (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD }) },
    );
  });

  it('tells of rows of a batch that failed', async () => {
    const server = await EmbeddedServer.start();
    const client = await createClient({ hosts: [...server.hosts] }).connect();
    await client.put(KEY, { a: 'text' });
    const { operations } = await import('../../src/index.js');
    await client.batchOperate([KEY], [operations.increment('a', 1)]);
    expect(entryOf('rows failed')).toEqual({
      head: 'debug aerospike.batch',
      fields: { operation: 'batch_operate', namespace: 'test', set: 'demo', rows: 1, failed: 1 },
    });
    await client.close();
    await server.stop();
  });

  it('tells of slow calls when it is told what is slow', async () => {
    await withFakeServer(async (client) => {
      await client.get(KEY);
      expect(entryOf('slow')).toBeUndefined();
      setSlowCallThreshold(Number.MIN_VALUE);
      await client.get(KEY);
      expect(entryOf('slow')).toEqual({
        head: 'warn aerospike.command',
        fields: {
          operation: 'get',
          namespace: 'test',
          set: 'demo',
          duration: expect.any(Number),
          retries: 0,
        },
      });
    });
    for (const wrong of [0, -1, NaN, '5', undefined]) {
      expect(() => setSlowCallThreshold(wrong as number)).toThrow(InvalidArgError);
    }
  });

  it('warns of what is doubtful in a configuration', () => {
    const doubts = (config: object): unknown[] => {
      entries.length = 0;
      createClient({ hosts: ['a'], ...config });
      return entries.map(({ level, subsystem, message, fields }) => {
        expect([level, subsystem, message]).toEqual([
          'warn',
          'aerospike.client',
          'doubtful configuration',
        ]);
        return fields['key'];
      });
    };
    expect(doubts({})).toEqual([]);
    expect(doubts({ tls: { rejectUnauthorized: false } })).toEqual(['tls.rejectUnauthorized']);
    const login = { user: 'u', password: 'geheim' };
    expect(doubts({ ...login, authMode: AUTH_EXTERNAL_INSECURE })).toEqual(['authMode']);
    expect(doubts({ ...login, authMode: 'external', tls: {} })).toEqual([]);
    expect(doubts({ idleTimeout: 60_000 })).toEqual(['idleTimeout']);
    expect(doubts({ operationQueueTimeoutMs: 5 })).toEqual(['operationQueueTimeoutMs']);
    expect(doubts({ operationQueueTimeoutMs: 5, maxConcurrentOperations: 5 })).toEqual([]);
  });
});

describe('the log of a client that logs in', () => {
  const token = { type: AdminField.sessionToken, data: Buffer.from('secret-token') };
  const login = { user: 'ada', password: 'secret-password' };

  it('tells of logins, and of those that are lost', async () => {
    let isLost = false;
    await withFakeServer(
      async (client) => {
        expect(entryOf('logged in')).toEqual({
          head: 'debug aerospike.connection',
          fields: { node: expect.any(String), user: 'ada' },
        });
        isLost = true;
        await rejection(client.adminDropUser('bob'));
        expect(entryOf('login lost')).toEqual({
          head: 'info aerospike.connection',
          fields: { node: 'FA11' },
        });
      },
      {
        config: login,
        admin: () => ({ resultCode: isLost ? ResultCode.EXPIRED_SESSION : 0, fields: [token] }),
      },
    );
  });

  it('tells when none is needed, and when one is refused', async () => {
    const answers = [ResultCode.SECURITY_NOT_ENABLED, ResultCode.INVALID_CREDENTIAL];
    for (const resultCode of answers) {
      const server = await FakeServer.start({ admin: () => ({ resultCode }) });
      const client = createClient({ hosts: [server.host], ...login });
      await client.connect().catch(() => undefined);
      await client.close();
      await server.stop();
    }
    expect(entryOf('login not needed: security is off')?.head).toBe('warn aerospike.connection');
    expect(entryOf('cannot connect')?.fields).toEqual({ reason: 'INVALID_CREDENTIAL' });
    expect(entryOf('cannot be opened')?.fields).toMatchObject({ reason: 'INVALID_CREDENTIAL' });
  });

  it('never shows a password, a token, a key or a value', async () => {
    const answer = (_request: AdminMessage) => ({ resultCode: 0, fields: [token] });
    await withFakeServer(
      async (client) => {
        await useEverything(client);
      },
      {
        config: { ...login, authMode: 'external-insecure' },
        admin: answer,
        onMessage: (request) => request.answer({ resultCode: ResultCode.DEVICE_OVERLOAD }),
      },
    );
    expect(entries.length).toBeGreaterThan(20);
    const shown = JSON.stringify(entries, (_key, value: unknown) =>
      value instanceof Error ? [value.message, value.stack, Object.entries(value)] : value,
    );
    expect(shown).not.toMatch(/secret/i);
  });
});

async function useEverything(client: AerospikeClient): Promise<void> {
  setSlowCallThreshold(Number.MIN_VALUE);
  const calls = [
    client.put(KEY, { a: 'secret-value' }),
    client.put(KEY, { a: Symbol('secret-value') as never }),
    client.get(KEY, { totalTimeout: 1 }),
    client.batchWrite([[KEY, { a: 'secret-value' }]]),
    client.query('test', 'demo').results(),
    client.apply(KEY, 'm', 'f', ['secret-value']),
    client.adminCreateUser('bob', 'secret-password', ['read']),
    client.adminChangePassword('ada', 'secret-password-2'),
    client.put(KEY, { a: 1 }, null, { signal: AbortSignal.abort(new Error('secret-reason')) }),
  ];
  await Promise.allSettled(calls);
}
