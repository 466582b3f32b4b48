import { AEROSPIKE_EPOCH, FieldType, OpType } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { key, op, put, type RequestParts, text } from '../support/wire-client';

// What Aerospike CE 8.1.2 answered to the same requests with the same settings.
const embedded = useEmbedded({ namespaces: [{ name: 'test', defaultTtl: 100, nsupPeriod: 60 }] });
const NEVER = 0xffff_ffff;
const DONT_UPDATE = 0xffff_fffe;
const FORBIDDEN = 22;

beforeEach(async () => {
  embedded.server.clock.freeze();
  embedded.server.reset();
  embedded.server.clock.freeze();
  await Promise.resolve();
});

interface Answer {
  readonly code: number;
  /** Seconds to live, 0 for ever. */
  readonly left: number;
}

async function send(parts: RequestParts): Promise<Answer> {
  const { header } = await embedded.client.message(parts);
  const now = Math.floor(embedded.server.clock.now() / 1000) - AEROSPIKE_EPOCH;
  return {
    code: header.resultCode,
    left: header.recordTtl === 0 ? 0 : header.recordTtl - now,
  };
}

const write = (ttl: number, set = 's', byte = 1): Promise<Answer> =>
  send({ info2: 1, recordTtl: ttl, fields: key(byte, set), ops: [put('a', 1)] });
const read = (ttl = NEVER, set = 's'): Promise<Answer> =>
  send({ info1: 3, recordTtl: ttl, fields: key(1, set) });
const configure = (setting: string): Promise<string> =>
  embedded.client.info(`set-config:context=namespace;id=test;${setting}`);
const statistic = async (name: string): Promise<string | undefined> =>
  new RegExp(`(?:^|;)${name}=([^;]*)`).exec(await embedded.client.info('namespace/test'))?.[1];

describe('the TTL of a write', () => {
  it('is that of the namespace by default, also when nothing is to be changed', async () => {
    expect(await write(0)).toEqual({ code: 0, left: 100 });
    expect(await write(DONT_UPDATE, 's', 2)).toEqual({ code: 0, left: 100 });
  });

  it('can be none, and stays as it is when asked for', async () => {
    await write(50);
    expect(await write(DONT_UPDATE)).toEqual({ code: 0, left: 50 });
    expect(await write(NEVER)).toEqual({ code: 0, left: 0 });
    expect(await write(DONT_UPDATE)).toEqual({ code: 0, left: 0 });
  });

  it('is at most ten years', async () => {
    expect(await write(315_360_000)).toEqual({ code: 0, left: 315_360_000 });
    for (const ttl of [315_360_001, 0xffff_fffd, 2 ** 31]) {
      expect(await write(ttl)).toMatchObject({ code: 4 });
    }
  });

  it.each([
    ['30', 30],
    ['-1', 0],
    ['0', 100],
  ])('is that of its set, "%s", before that of the namespace', async (ttl, left) => {
    expect(await configure(`set=limited;default-ttl=${ttl}`)).toBe('ok');
    expect(await write(0, 'limited')).toEqual({ code: 0, left });
  });

  it('is refused where nothing would ever remove the record', async () => {
    await configure('nsup-period=0');
    await configure('allow-ttl-without-nsup=false');
    expect(await write(0)).toEqual({ code: FORBIDDEN, left: 0 });
    expect(await write(10)).toEqual({ code: FORBIDDEN, left: 0 });
    expect(await write(DONT_UPDATE)).toEqual({ code: FORBIDDEN, left: 0 });
    expect(await write(NEVER)).toEqual({ code: 0, left: 0 });
    expect(await write(DONT_UPDATE)).toEqual({ code: 0, left: 0 });
    expect(await write(315_360_001)).toMatchObject({ code: 4 });
    expect(await configure('default-ttl=200')).toBe('ERROR:4:invalid set-config parameter');
    expect(await configure('default-ttl=0')).toBe('ok');
    expect(await configure('set=x;default-ttl=0')).toBe('ERROR:4:invalid set-config parameter');
    expect(await configure('set=x;default-ttl=-1')).toBe('ok');
    expect(await write(0, 's', 2)).toEqual({ code: 0, left: 0 });
  });

  it('only makes a record live shorter where that is allowed', async () => {
    await write(100);
    expect(await write(50)).toEqual({ code: 0, left: 50 });
    expect(await statistic('ttl_reductions_applied')).toBe('1');
    await configure('apply-ttl-reductions=false');
    expect(await write(20)).toEqual({ code: 0, left: 50 });
    expect(await write(150)).toEqual({ code: 0, left: 150 });
    expect(await write(NEVER)).toEqual({ code: 0, left: 150 });
    expect(await write(NEVER, 's', 2)).toEqual({ code: 0, left: 0 });
    expect(await write(10, 's', 2)).toEqual({ code: 0, left: 0 });
    expect(await statistic('ttl_reductions_ignored')).toBe('3');
  });
});

describe('a read in the last part of the life of a record', () => {
  /** Reads a record of which 17 of 20 seconds are left, and tells what is left then. */
  async function leftAfterRead(ttl: number, set = 's'): Promise<number> {
    await write(20, set);
    await embedded.server.clock.advance('3s');
    await read(ttl, set);
    return (await read(NEVER, set)).left;
  }

  it.each([
    [0, 17],
    [NEVER, 17],
    [1, 17],
    [80, 17],
    [85, 20],
    [100, 20],
  ])('with %i percent leaves %i seconds', async (percent, left) => {
    expect(await leftAfterRead(percent)).toBe(left);
    expect(await statistic('read_touch_success')).toBe(left === 20 ? '1' : '0');
  });

  it('is refused with more than 100 percent, unless the record never expires', async () => {
    await write(20);
    expect(await read(101)).toEqual({ code: 4, left: 20 });
    await write(NEVER);
    expect(await read(101)).toEqual({ code: 0, left: 0 });
    expect(await send({ info1: 3, recordTtl: 101, fields: key(9) })).toMatchObject({ code: 2 });
  });

  it.each([
    ['default-read-touch-ttl-pct=90', 0, 20],
    ['default-read-touch-ttl-pct=90', 1, 17],
    ['default-read-touch-ttl-pct=90', NEVER, 17],
    ['set=s;default-read-touch-ttl-pct=95', 0, 20],
    ['set=s;default-read-touch-ttl-pct=10', 0, 17],
    ['set=other;default-read-touch-ttl-pct=95', 0, 17],
  ])('after %s, with %i, leaves %i seconds', async (setting, percent, left) => {
    expect(await configure(setting)).toBe('ok');
    expect(await leftAfterRead(percent)).toBe(left);
  });

  it('takes the setting of its set before that of the namespace', async () => {
    await configure('default-read-touch-ttl-pct=90');
    await configure('set=s;default-read-touch-ttl-pct=-1');
    expect(await leftAfterRead(0)).toBe(17);
    expect(await leftAfterRead(95)).toBe(20);
    await configure('set=s;default-read-touch-ttl-pct=0');
    expect(await leftAfterRead(0)).toBe(20);
  });

  it('does not need to read bins', async () => {
    await write(20);
    await embedded.server.clock.advance('3s');
    const missing = { info1: 1, recordTtl: 100, fields: key(1, 's'), ops: [op(OpType.read, 'no')] };
    await send(missing);
    expect((await read()).left).toBe(20);
  });
});

describe('a set with limits', () => {
  it('takes no more records than stop-writes-count, but changes of those it has', async () => {
    await configure('set=small;stop-writes-count=2');
    expect((await write(0, 'small', 1)).code).toBe(0);
    expect((await write(0, 'small', 2)).code).toBe(0);
    expect((await write(0, 'small', 3)).code).toBe(FORBIDDEN);
    expect((await write(10, 'small', 1)).code).toBe(0);
    await send({ info2: 3, fields: key(1, 'small') });
    expect((await write(0, 'small', 3)).code).toBe(0);
  });

  it('takes no new records when it has stop-writes-size bytes', async () => {
    await configure('set=small;stop-writes-size=200');
    const codes: number[] = [];
    for (let byte = 1; byte <= 6; byte++) codes.push((await write(0, 'small', byte)).code);
    expect(codes).toEqual([0, 0, 0, 0, FORBIDDEN, FORBIDDEN]);
    expect(await embedded.client.info('sets/test/small')).toMatch(
      /^objects=4:tombstones=0:data_used_bytes=256:.*:stop-writes-size=200;$/,
    );
  });
});

describe('a namespace that rejects writes of clients', () => {
  it('answers 22 to writes and deletes', async () => {
    await write(0);
    await configure('reject-non-xdr-writes=true');
    expect((await write(0)).code).toBe(FORBIDDEN);
    expect((await send({ info2: 3, fields: key(1, 's') })).code).toBe(FORBIDDEN);
    expect((await read()).code).toBe(0);
  });
});

describe('the counters of a namespace', () => {
  it('count commands by kind and outcome', async () => {
    await write(0);
    await read();
    await send({ info1: 3, fields: key(9) });
    await send({ info2: 3, fields: key(9) });
    await send({ info2: 1, info3: 8, fields: key(9), ops: [put('a', 1)] });
    await send({ info2: 1 | 4, generation: 7, fields: key(1, 's'), ops: [put('a', 1)] });
    const expected = {
      client_read_success: '1',
      client_read_not_found: '1',
      client_write_success: '1',
      client_write_error: '2',
      client_delete_not_found: '1',
      fail_generation: '1',
      batch_sub_read_success: '0',
    };
    for (const [name, count] of Object.entries(expected)) {
      expect([name, await statistic(name)]).toEqual([name, count]);
    }
  });

  it('are those of the namespace that a command names', async () => {
    const fields = [text(FieldType.namespace, 'no'), ...key(1).slice(1)];
    expect((await send({ info1: 3, fields })).code).toBe(20);
    expect(await statistic('client_read_error')).toBe('0');
  });
});
