import { type Bins, InvalidArgError, operations } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { rejection } from '../support/with-client.js';

const MOST = 32_767;
const TOO_LONG = 128 * 1024 * 1024;
const PATIENT = { totalTimeout: 20_000 };

const binsOf = (count: number): Bins =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`b${i}`, 1]));

describe('limits of a command', () => {
  let integration: Integration;
  let key: readonly [string, string, number];

  beforeAll(async () => {
    integration = await startIntegration();
    key = [NAMESPACE, await integration.freshSet('core_limits'), 1];
  });
  afterAll(() => integration.stop());

  it('let a record have 32,767 bins', async () => {
    const { client } = integration;
    await client.put(key, binsOf(MOST), null, PATIENT);
    expect(Object.keys((await client.get(key, PATIENT)).bins)).toHaveLength(MOST);
  });

  it('refuse more bins, names and operations, and say which', async () => {
    const { client } = integration;
    const names = Object.keys(binsOf(MOST + 1));
    const ops = names.map((name) => operations.read(name));
    const calls: readonly [() => Promise<unknown>, string][] = [
      [() => client.put(key, binsOf(MOST + 1)), 'bins'],
      [() => client.batchWrite([[key, binsOf(MOST + 1)]]), 'records[0].bins'],
      [() => client.select(key, names), 'bins'],
      [() => client.removeBin(key, names), 'binNames'],
      [() => client.batchRead([key], names), 'bins'],
      [() => client.operate(key, ops), 'ops'],
    ];
    for (const [call, argument] of calls) {
      const error = await rejection<InvalidArgError>(call());
      expect(error).toBeInstanceOf(InvalidArgError);
      expect(error.argument).toBe(argument);
    }
  });

  it(
    'refuse a request that is longer than servers take, and leave the others alone',
    unlessLimited('longRequest', async () => {
      const { client } = integration;
      const long = { bytes: Buffer.alloc(TOO_LONG) };
      const others = [1, 2, 3].map((n) =>
        client.put([NAMESPACE, key[1], `other ${n}`], { n }, null, PATIENT),
      );
      expect(await rejection(client.put(key, long))).toBeInstanceOf(InvalidArgError);
      expect(await rejection(client.batchWrite([[key, long]]))).toBeInstanceOf(InvalidArgError);
      expect(await Promise.all(others)).toHaveLength(3);
      expect((await client.get([NAMESPACE, key[1], 'other 1'], PATIENT)).bins).toEqual({ n: 1 });
    }),
  );
});
