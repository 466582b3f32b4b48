import { AEROSPIKE_EPOCH } from '@aeroform/protocol';
import { Clock } from '../../src/storage/clock';
import { Expiration } from '../../src/storage/expiration';
import { Namespace } from '../../src/storage/namespace';
import { parseNamespaceOptions } from '../../src/storage/namespace-options';
import type { StoredRecord } from '../../src/storage/stored-record';

function createNamespace(options: object = {}): Namespace {
  return new Namespace('n', parseNamespaceOptions({ name: 'n', ...options }), new Clock());
}

function record(byte: number, changes: Partial<StoredRecord> = {}): StoredRecord {
  return {
    digest: Buffer.alloc(20, byte),
    set: 's',
    userKey: undefined,
    bins: [],
    generation: 1,
    voidTime: 0,
    lastUpdateTime: 1000,
    ...changes,
  };
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000) - AEROSPIKE_EPOCH;

describe('Namespace', () => {
  it('counts records and those of each set', () => {
    const namespace = createNamespace();
    namespace.put(record(1));
    namespace.put(record(1, { generation: 2 }));
    namespace.put(record(2, { set: '' }));
    expect(namespace.objects).toBe(2);
    expect(namespace.sets.get('s')?.objects).toBe(1);
    namespace.delete(record(1).digest);
    expect(namespace.objects).toBe(1);
    expect(namespace.sets.get('s')?.objects).toBe(0);
  });

  it('tells listeners what was there before and what is there now', () => {
    const namespace = createNamespace();
    const calls: unknown[] = [];
    namespace.onChange((before, after) => calls.push([before?.generation, after?.generation]));
    namespace.put(record(1));
    namespace.put(record(1, { generation: 2 }));
    namespace.delete(record(1).digest);
    namespace.delete(record(1).digest);
    expect(calls).toEqual([
      [undefined, 1],
      [1, 2],
      [2, undefined],
    ]);
  });

  it('does not find a record whose time has passed, but keeps it', async () => {
    const namespace = createNamespace();
    namespace.put(record(1, { voidTime: nowSeconds() + 10 }));
    expect(namespace.get(record(1).digest)?.generation).toBe(1);
    await namespace.clock.advance(12_000);
    expect(namespace.get(record(1).digest)).toBeUndefined();
    expect(namespace.find(record(1).digest)?.generation).toBe(1);
  });

  it('does not find records that were written before their set was truncated', () => {
    const namespace = createNamespace();
    namespace.put(record(1, { lastUpdateTime: 1000 }));
    namespace.put(record(2, { lastUpdateTime: 3000 }));
    const set = namespace.sets.get('s');
    if (set) set.truncateLut = 2000;
    namespace.latestTruncateLut = 2000;
    expect(namespace.get(record(1).digest)).toBeUndefined();
    expect(namespace.get(record(2).digest)).toBeDefined();
  });

  it('refuses set names of more than 63 bytes with result code 4', () => {
    const namespace = createNamespace();
    expect(namespace.createSet('x'.repeat(63))?.objects).toBe(0);
    expect(() => namespace.createSet('x'.repeat(64))).toThrow(
      expect.objectContaining({ resultCode: 4 }),
    );
  });
});

describe('Expiration', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function removedAfter(nsupPeriod: number): Promise<number> {
    const namespace = createNamespace({ nsupPeriod });
    const expiration = new Expiration(namespace);
    expiration.start();
    namespace.put(record(1, { voidTime: nowSeconds() + 1 }));
    namespace.put(record(2));
    await jest.advanceTimersByTimeAsync(10_000);
    expiration.stop();
    return 2 - namespace.objects;
  }

  it('removes expired records every nsupPeriod seconds', async () => {
    expect(await removedAfter(2)).toBe(1);
  });

  it('removes nothing without a period, as the recorded server', async () => {
    expect(await removedAfter(0)).toBe(0);
  });
});

describe('parseNamespaceOptions', () => {
  it.each([
    [{ name: 'n', nope: 1 }, 'nope'],
    [{ name: '' }, 'namespace name'],
    [{ name: 'x'.repeat(32) }, 'namespace name'],
    [{ name: 'a;b' }, 'namespace name'],
    [{ name: 'n', defaultTtl: -1 }, 'defaultTtl'],
    [{ name: 'n', nsupPeriod: 1.5 }, 'nsupPeriod'],
    [{ name: 'n', allowTtlWithoutNsup: 1 }, 'allowTtlWithoutNsup'],
    [5, 'name'],
  ])('refuses %j and says what is wrong', (input, named) => {
    expect(() => parseNamespaceOptions(input as never)).toThrow(named);
  });

  it('has the defaults of the recorded server and is frozen', () => {
    const options = parseNamespaceOptions('test');
    expect(options).toMatchObject({ defaultTtl: 0, allowTtlWithoutNsup: true, nsupPeriod: 0 });
    expect(Object.isFrozen(options)).toBe(true);
  });
});
