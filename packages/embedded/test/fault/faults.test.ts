import { computeDigest } from '@aeroform/protocol';
import { EmbeddedError, type FaultCondition, type FaultSpec } from '../../src/index';
import { Faults, type FrameTargets } from '../../src/fault/faults';
import type { FaultTarget } from '../../src/fault/fault-target';

const DIGEST = Buffer.alloc(20, 1);
const target: FaultTarget = { command: 'get', namespace: 'test', set: 'users', digest: DIGEST };

function faultsWith(...specs: FaultSpec[]): Faults {
  const faults = new Faults(
    () => undefined,
    () => ['test', 'other'],
  );
  for (const spec of specs) faults.add(spec);
  return faults;
}

/** How the command of a target fails. */
function codes(faults: Faults, count: number, of = target): (number | undefined)[] {
  return Array.from({ length: count }, () => faults.ofCommand(of)?.resultCode);
}

const frame = (of: FaultTarget): FrameTargets => ({ parts: () => [of], whole: () => [] });

describe('a fault', () => {
  it.each<[FaultCondition, boolean]>([
    [{}, true],
    [{ command: 'get' }, true],
    [{ command: ['put', 'get'] }, true],
    [{ command: 'put' }, false],
    [{ command: 'batch' }, false],
    [{ namespace: 'test' }, true],
    [{ namespace: 'other' }, false],
    [{ set: 'users' }, true],
    [{ set: '' }, false],
    [{ command: 'get', namespace: 'test', set: 'users' }, true],
    [{ command: 'get', namespace: 'test', set: 'user' }, false],
    [{ digest: '01'.repeat(20) }, true],
    [{ digest: '02'.repeat(20) }, false],
    [{ set: 'other', digest: '01'.repeat(20) }, true],
    [{ set: 'users', userKey: 'somebody else' }, false],
  ])('for %j hits a read of the record: %j', (when, expected) => {
    const faults = faultsWith({ when, do: 'key-busy' });
    expect(faults.ofCommand(target)?.resultCode === 14).toBe(expected);
  });

  it.each<[FaultCondition, string, string | number, boolean]>([
    [{ set: 'users', userKey: 'ann' }, 'users', 'ann', true],
    [{ set: 'users', userKey: 7 }, 'users', 7, true],
    [{ set: 'users', userKey: 7 }, 'users', '7', false],
    [{ userKey: 'ann' }, '', 'ann', true],
    [{ userKey: 'ann' }, 'users', 'ann', false],
    [{ set: 'münchen', userKey: 'ä' }, 'münchen', 'ä', true],
  ])('for the key of %j hits the record of set %j and key %j: %j', (when, set, userKey, hit) => {
    const faults = faultsWith({ when, do: 'key-busy' });
    const record: FaultTarget = { command: 'put', digest: computeDigest(set, userKey) };
    expect(faults.ofCommand(record)?.resultCode).toBe(hit ? 14 : undefined);
  });

  it('is refused for a namespace that is not there, with those that are', () => {
    const add = (): Faults => faultsWith({ when: { namespace: 'tset' }, do: 'key-busy' });
    expect(add).toThrow('there is no namespace "tset"; there are test, other');
  });

  it('happens as often as it says, after as many as it says, and is then free of cost', () => {
    const faults = faultsWith({ do: 'key-busy', times: 2, after: 1 });
    expect(faults.isSet).toBe(true);
    expect(codes(faults, 5)).toEqual([undefined, 14, 14, undefined, undefined]);
    expect(faults.isSet).toBe(false);
    expect(faults.list).toEqual([{ id: 1, spec: { do: 'key-busy', times: 2, after: 1 }, hits: 2 }]);
  });

  it('happens by chance, and by the same chance again', () => {
    const spec = { do: 'key-busy', probability: 0.3, seed: 42 } as const;
    const first = codes(faultsWith(spec), 1000);
    expect(codes(faultsWith(spec), 1000)).toEqual(first);
    expect(codes(faultsWith({ ...spec, seed: 43 }), 1000)).not.toEqual(first);
    const hits = first.filter((code) => code === 14).length;
    expect(hits).toBeGreaterThan(250);
    expect(hits).toBeLessThan(350);
  });

  it('is tried in the order of setting; delays add up in front of the first other one', () => {
    const faults = faultsWith(
      { do: { kind: 'delay', ms: 10 } },
      { when: { command: 'put' }, do: 'reset' },
      { do: { kind: 'delay', ms: 5 } },
      { do: 'hang', times: 1 },
      { do: 'timeout' },
    );
    expect(faults.ofFrame(frame(target))).toMatchObject({
      delay: 15,
      end: { effect: { kind: 'hang' } },
    });
    expect(faults.ofFrame(frame(target))).toMatchObject({
      delay: 15,
      end: { effect: { kind: 'timeout' } },
    });
    expect(faults.list.map(({ hits }) => hits)).toEqual([2, 0, 2, 1, 1]);
  });

  it('can be taken back by itself, by its id, and with all others', () => {
    const faults = faultsWith();
    const [first, second, third] = ['key-busy', 'hang', 'reset'].map((kind) =>
      faults.add({ do: kind as 'hang' }),
    );
    first?.remove();
    first?.remove();
    expect(faults.remove(second?.id as number)).toBe(true);
    expect(faults.remove(99)).toBe(false);
    expect(faults.list.map(({ id }) => id)).toEqual([third?.id]);
    faults.clear();
    expect(faults.list).toEqual([]);
    expect(faults.isSet).toBe(false);
  });

  it('is plain data that survives JSON, and is not changed from outside', () => {
    const spec = { when: { command: ['put'], userKey: 1 }, do: { kind: 'delay', ms: 1 } };
    const faults = faultsWith(JSON.parse(JSON.stringify(spec)) as FaultSpec);
    expect(JSON.parse(JSON.stringify(faults.list))).toEqual([{ id: 1, spec, hits: 0 }]);
  });
});

describe('the description of a fault', () => {
  it.each<[object, string]>([
    [{}, 'unknown kind undefined; known are delay, timeout'],
    ['key-busy' as never, 'must be an object with when, do, times'],
    [null as never, 'must be an object with when, do, times'],
    [{ do: 'hang', when: 'put' }, 'when must be an object with command, namespace'],
    [{ do: 'slow' }, 'unknown kind "slow"; known are delay, timeout'],
    [{ do: 'toString' }, 'unknown kind "toString"'],
    [{ do: 'delay' }, 'ms must be an integer'],
    [{ do: { kind: 'delay', ms: -1 } }, 'ms must be an integer from 0'],
    [{ do: { kind: 'delay', ms: 1, applied: true } }, '"delay" takes ms, not "applied"'],
    [{ do: { kind: 'hang', ms: 1 } }, '"hang" takes nothing, not "ms"'],
    [{ do: { kind: 'reset', applied: 1 } }, 'applied must be true or false'],
    [{ do: { kind: 'result', code: 'BUSY' } }, 'KEY_BUSY'],
    [{ do: { kind: 'result', code: 'OK' } }, 'code must be'],
    [{ do: { kind: 'result', code: 0 } }, 'code must be an integer from 1 to 255'],
    [{ do: { kind: 'result', code: 256 } }, 'code must be'],
    [{ do: 'hang', when: { command: 'write' } }, 'unknown command "write"; known are put, get'],
    [{ do: 'hang', when: { command: 'info:' } }, 'unknown command "info:"'],
    [{ do: 'hang', when: { command: [] } }, 'empty list'],
    [{ do: 'hang', when: { key: 1 } }, 'unknown condition "key"; known are command'],
    [{ do: 'hang', when: { set: 1 } }, 'set must be a string'],
    [{ do: 'hang', when: { userKey: 1.5 } }, 'give the digest'],
    [{ do: 'hang', when: { userKey: 1, digest: '01'.repeat(20) } }, 'not both'],
    [{ do: 'hang', when: { digest: 'abc' } }, '40 hexadecimal digits'],
    [{ do: 'hang', when: { command: 'admin', set: 's' } }, '"admin" has no namespace'],
    [{ do: 'hang', when: { command: 'info:build', namespace: 's' } }, '"info:build" has no'],
    [{ do: 'hang', when: { command: 'query', userKey: 1 } }, 'no single record'],
    [{ do: 'hang', time: 1 }, 'unknown option "time"; known are when, do, times'],
    [{ do: 'hang', times: 0 }, 'times must be an integer from 1'],
    [{ do: 'hang', after: -1 }, 'after must be an integer from 0'],
    [{ do: 'hang', seed: 0.5 }, 'seed must be an integer'],
    [{ do: 'hang', probability: 0 }, 'probability must be a number above 0, up to 1'],
    [{ do: 'hang', probability: '1' }, 'probability'],
  ])('is refused when it is %j', (spec, message) => {
    const faults = faultsWith();
    const add = (): unknown => faults.add(spec as FaultSpec);
    expect(add).toThrow(EmbeddedError);
    expect(add).toThrow(expect.objectContaining({ code: 'EMBEDDED_FAULT' }));
    expect(add).toThrow(message);
    expect(faults.list).toEqual([]);
  });
});
