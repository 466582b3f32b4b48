import {
  type AerospikeClient,
  exp,
  InvalidArgError,
  listGet,
  operations,
  partitionFilterById,
  POLICY_COMMIT_LEVEL_MASTER,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_GEN_EQ,
  POLICY_KEY_SEND,
  predicates,
  type Query,
  QUERY_DURATION_SHORT,
} from '../../src/index.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const write = [operations.write('a', 1)];
const wrong = (value: unknown): never => value as never;

/** Calls that are refused, and what the error names. */
type Refusal = readonly [argument: string, call: (query: Query) => Promise<unknown>];

/** Runs all of them with a client that must send nothing. */
async function expectRefusals(refusals: readonly Refusal[]): Promise<void> {
  const messages: unknown[] = [];
  await withFakeServer(
    async (client: AerospikeClient) => {
      for (const [argument, call] of refusals) {
        const error = await rejection(call(client.query('test', 'demo')));
        expect([argument, error]).toEqual([argument, expect.any(InvalidArgError)]);
        expect(error).toMatchObject({ argument });
      }
      expect(messages).toEqual([]);
    },
    { onMessage: ({ message }) => void messages.push(message) },
  );
}

describe('arguments of a query', () => {
  it('that are wrong reject before anything is sent', () =>
    expectRefusals([
      ['request', (query) => query.page(wrong(undefined))],
      ['request', (query) => query.page(wrong(5))],
      ['request.curser', (query) => query.page(wrong({ size: 5, curser: 'x' }))],
      ['size', (query) => query.page({ size: 2 ** 32 })],
      ['policy.totalTimeout', (query) => query.page({ size: 5 }, { totalTimeout: -1 })],
      ['policy.totalTimeout', (query) => query.results({ totalTimeout: -1 })],
      ['policy.totalTimeout', (query) => query.aggregate('m', 'f', [], { totalTimeout: -1 })],
      ['callback', (query) => query.forEach(wrong(undefined))],
    ]));

  it('that contradict each other reject, instead of one being ignored', () =>
    expectRefusals([
      ['select()', (query) => query.select('a').noBins().results()],
      ['select()', (query) => query.select('a').page({ size: 1 }, { includeBinData: false })],
      [
        'policy.recordsPerSecond',
        (query) => query.recordsPerSecond(5).results({ expectedDuration: QUERY_DURATION_SHORT }),
      ],
    ]));

  it.each([
    ['nothing', undefined],
    ['an object', { valueType: 'integer' }],
    ['one of another type', Object.freeze({ kind: 'equals', valueType: 'constructor' })],
    ['one that can be changed', { ...predicates.equals('a', 1) }],
  ])('a predicate that is %s is refused', async (_text, predicate) => {
    await withFakeServer((client) => {
      const where = (): unknown => client.query('test').where(wrong(predicate));
      expect(where).toThrow('predicate must be built by one of the functions of `predicates`');
      return Promise.resolve();
    });
  });
});

describe('jobs and aggregations', () => {
  it('refuse what a query says that has no meaning for them', () =>
    expectRefusals([
      ['select()', (query) => query.select('a').operate(write)],
      ['noBins()', (query) => query.noBins().apply('m', 'f')],
      ['maxRecords()', (query) => query.maxRecords(1).aggregate('m', 'f')],
      ['partitions()', (query) => query.partitions(partitionFilterById(1)).operate(write)],
      [
        'partitions()',
        (query) =>
          query.partitions({ begin: 0, count: 4096, after: Buffer.alloc(20) }).operate(write),
      ],
      ['filter()', (query) => query.filter(exp.boolVal(true)).aggregate('m', 'f')],
    ]));

  it('refuse operations that read', () =>
    expectRefusals([
      ['ops', (query) => query.operate([])],
      ['ops[0]', (query) => query.operate([operations.read('a')])],
      ['ops[1]', (query) => query.operate([...write, listGet('l', 0)])],
      ['ops[1]', (query) => query.operate([...write, operations.expRead('a', exp.ttl())])],
    ]));

  it('refuse policies that servers would ignore', () =>
    expectRefusals([
      ['policy.exists', (query) => query.operate(write, { exists: POLICY_EXISTS_CREATE_ONLY })],
      ['policy.exists', (query) => query.operate(write, { exists: POLICY_EXISTS_REPLACE })],
      [
        'policy.exists',
        (query) => query.apply('m', 'f', [], { exists: POLICY_EXISTS_REPLACE_ONLY }),
      ],
      ['policy.gen', (query) => query.operate(write, { gen: POLICY_GEN_EQ })],
      ['policy.key', (query) => query.apply('m', 'f', [], { key: POLICY_KEY_SEND })],
      [
        'policy.commitLevel',
        (query) => query.operate(write, { commitLevel: POLICY_COMMIT_LEVEL_MASTER }),
      ],
      ['policy.maxRetries', (query) => query.operate(write, { maxRetries: 1 })],
      ['policy.txn', (query) => query.operate(write, { txn: wrong({}) })],
    ]));
});
