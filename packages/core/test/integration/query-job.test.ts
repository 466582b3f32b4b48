import {
  type BackgroundJob,
  createClient,
  exp,
  InvalidArgError,
  IndexNotFound,
  type JobWaitOptions,
  listAppend,
  operations,
  predicates,
  QueryAbortedError,
  UDFError,
} from '../../src/index.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const COUNT = 300;
const SOURCE = `
function bump(rec, by)
  rec.n = rec.n + by
  aerospike:update(rec)
end
local function number(rec) return rec.n end
local function add(a, b) return a + b end
function total(stream) return stream : map(number) : reduce(add) end
function broken(stream) return stream : map(function(rec) error('on purpose') end) end
`;

let server: Integration;
let set: string;

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('job');
  await server.client.udfPut({ filename: 'aeroform_job.lua', source: SOURCE });
  await server.client.indexIntegerCreate(NAMESPACE, set, 'id', `${set}_id`);
});

beforeEach(async () => {
  await server.client.batchWrite(
    Array.from({ length: COUNT }, (_, id) => [[NAMESPACE, set, id] as const, { id, n: id }]),
  );
});

afterAll(async () => {
  await server.client.udfRemove('aeroform_job');
  await server.client.indexRemove(NAMESPACE, `${set}_id`);
  await server.stop();
});

const total = (count: number): number => (count * (count - 1)) / 2;

async function sum(): Promise<number> {
  const records = await server.client.query(NAMESPACE, set).results();
  return records.reduce((result, { bins }) => result + Number(bins['n']), 0);
}

describe('background operations', () => {
  it('change all records of a set, and tell when they are done', async () => {
    const job = await server.client.query(NAMESPACE, set).operate([operations.increment('n', 2)]);
    const seen: number[] = [];
    const progress = await job.wait({ onProgress: ({ percent }) => seen.push(percent) });
    expect(progress).toMatchObject({ isDone: true, percent: 100, recordsSucceeded: COUNT });
    expect(seen.at(-1)).toBe(100);
    expect(await sum()).toBe(total(COUNT) + 2 * COUNT);
  });

  it('change the records of an index range, and those a filter lets through', async () => {
    const query = server.client
      .query(NAMESPACE, set)
      .where(predicates.between('id', 0, 99))
      .filter(exp.lt(exp.intBin('n'), exp.intVal(10)));
    const job = await query.operate([operations.write('n', 0)]);
    await job.wait();
    expect(await sum()).toBe(total(COUNT) - total(10));
  });

  it('set the time to live', async () => {
    const job = await server.client
      .query(NAMESPACE, set)
      .operate([operations.write('n', 1)], { ttl: 500 });
    await job.wait();
    const { meta } = await server.client.get([NAMESPACE, set, 1]);
    expect(meta.ttl).toBeGreaterThan(490);
    expect(meta.ttl).toBeLessThanOrEqual(500);
  });

  it('run a function', async () => {
    const job = await server.client.query(NAMESPACE, set).apply('aeroform_job', 'bump', [5]);
    await job.wait();
    expect(await sum()).toBe(total(COUNT) + 5 * COUNT);
  });

  it('have nothing to do where there is no record of the set', async () => {
    const job = await server.client.query(NAMESPACE, 'job_nowhere').operate([operations.touch()]);
    expect(await job.wait()).toMatchObject({ isDone: true, percent: 100, recordsSucceeded: 0 });
  });

  it('tell of records that could not be changed', async () => {
    const query = server.client.query(NAMESPACE, set).where(predicates.between('id', 0, 9));
    const job = await query.operate([listAppend('n', 1)]);
    expect(await job.wait()).toMatchObject({ recordsSucceeded: 0, recordsFailed: 10 });
  });

  it('remove records and bins', async () => {
    const query = server.client.query(NAMESPACE, set);
    const removal = query.where(predicates.between('id', 0, 9));
    await (await removal.operate([operations.delete()])).wait();
    expect(await query.results()).toHaveLength(COUNT - 10);
    const emptying = query.where(predicates.between('id', 10, 10));
    await (await emptying.operate([operations.write('n', null)])).wait();
    expect((await server.client.get([NAMESPACE, set, 10])).bins).toEqual({ id: 10 });
  });

  it('take the filter of the policy, otherwise that of the query, otherwise the default', async () => {
    const upTo = (limit: number) => exp.lt(exp.intBin('id'), exp.intVal(limit));
    const policies = { write: { filterExpression: upTo(3) } };
    const client = await createClient({ hosts: server.hosts, policies }).connect();
    try {
      const query = client.query(NAMESPACE, set);
      const changed = async (start: Promise<BackgroundJob>): Promise<number> => {
        return (await (await start).wait()).recordsSucceeded;
      };
      const write = [operations.write('n', 0)];
      expect(await changed(query.operate(write))).toBe(3);
      expect(await changed(query.filter(upTo(5)).operate(write))).toBe(5);
      const filterExpression = upTo(7);
      expect(await changed(query.filter(upTo(5)).operate(write, { filterExpression }))).toBe(7);
    } finally {
      await client.close();
    }
  });

  it('are waited for as they should be', async () => {
    const job = await server.client.query(NAMESPACE, set).operate([operations.touch()]);
    const wrong: [argument: string, options: unknown][] = [
      ['options', null],
      ['options.tiemout', { tiemout: 5 }],
      ['interval', { interval: 0 }],
      ['interval', { interval: Infinity }],
      ['timeout', { timeout: -1 }],
      ['timeout', { timeout: '5' }],
      ['onProgress', { onProgress: 5 }],
      ['signal', { signal: {} }],
    ];
    for (const [argument, options] of wrong) {
      const error = await rejection(job.wait(options as JobWaitOptions));
      expect(error).toBeInstanceOf(InvalidArgError);
      expect(error).toMatchObject({ argument });
    }
    const aborted = job.wait({ signal: AbortSignal.abort() });
    expect(await rejection(aborted)).toMatchObject({ code: 'ABORTED' });
    await job.wait();
  });

  it(
    'can be slow, waited for in vain, and aborted',
    unlessLimited('recordsPerSecondOfJob', async () => {
      const query = server.client.query(NAMESPACE, set).recordsPerSecond(10);
      const job = await query.operate([operations.increment('n', 1)]);
      expect(await job.progress()).toMatchObject({ isDone: false });
      const error = await rejection(job.wait({ timeout: 30 }));
      expect(error.message).toMatch(/The job \d+ is at \d+\.\d % after 30 ms; it goes on/);
      await job.abort();
      expect(await rejection(job.wait())).toBeInstanceOf(QueryAbortedError);
      await job.abort();
    }),
  );

  it('are refused where a query says what jobs cannot have', async () => {
    const query = server.client.query(NAMESPACE, set);
    const write = [operations.write('n', 1)];
    expect((await rejection(query.select('n').operate(write))).message).toContain('select()');
    expect((await rejection(query.maxRecords(1).operate(write))).message).toContain('maxRecords()');
    expect(await rejection(query.operate([]))).toBeInstanceOf(InvalidArgError);
    expect(await rejection(query.apply('', 'f'))).toBeInstanceOf(InvalidArgError);
    const noIndex = query.where(predicates.equals('nothing', 1));
    expect(await rejection(noIndex.operate(write))).toBeInstanceOf(IndexNotFound);
  });
});

// The native driver refuses them: see test/driver/native/query.test.ts.
describe('aggregations', () => {
  it(
    'send what each node has reduced',
    unlessLimited('aggregate', async () => {
      const values = await server.client.query(NAMESPACE, set).aggregate('aeroform_job', 'total');
      expect(values.reduce<number>((result, value) => result + Number(value), 0)).toBe(
        total(COUNT),
      );
    }),
  );

  it(
    'go over an index range',
    unlessLimited('aggregate', async () => {
      const query = server.client.query(NAMESPACE, set).where(predicates.between('id', 10, 19));
      const values = await query.aggregate('aeroform_job', 'total');
      expect(values.reduce<number>((result, value) => result + Number(value), 0)).toBe(145);
    }),
  );

  it(
    'have no value where there is no record',
    unlessLimited('aggregate', async () => {
      const query = server.client.query(NAMESPACE, 'job_nowhere');
      expect(await query.aggregate('aeroform_job', 'total')).toEqual([]);
    }),
  );

  it(
    'of a module that is not registered say what to do',
    unlessLimited('aggregate', async () => {
      const query = server.client.query(NAMESPACE, set);
      const calls = [
        () => query.aggregate('aeroform_absent', 'total'),
        () => server.client.apply([NAMESPACE, set, 1], 'aeroform_absent', 'total'),
      ];
      for (const call of calls) {
        const error = await rejection(call());
        expect(error).toBeInstanceOf(UDFError);
        expect(error.message).toContain('Remedy: register the module with client.udfPut()');
      }
    }),
  );

  it(
    'tell what the function complained of',
    unlessLimited('aggregate', async () => {
      const query = server.client.query(NAMESPACE, set);
      const error = await rejection(query.aggregate('aeroform_job', 'broken'));
      expect(error).toBeInstanceOf(UDFError);
      expect(error.message).toContain('aeroform_job.broken failed');
      expect(error.stack).toContain('query-job.test.ts');
    }),
  );
});
