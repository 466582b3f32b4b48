import { setTimeout } from 'node:timers/promises';
import { FieldType, Info2, ResultCode, WireGeoJson, type WireValue } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { putRecord, scope } from '../support/query-message';
import { applier, putModule, readUdfAnswer, udfFields } from '../support/udf';
import { key } from '../support/wire-client';

const MODULE = `
function read(rec, name) return rec[name] end
function set(rec, name, value)
  rec[name] = value
  if aerospike:exists(rec) then return aerospike:update(rec) end
  return aerospike:create(rec)
end
function create(rec) rec.a = 1 return aerospike:create(rec) end
function create_empty(rec) return aerospike:create(rec) end
function update(rec) rec.a = 2 return aerospike:update(rec) end
function remove(rec) return aerospike:remove(rec) end
function lost(rec) rec.lost = 1 return 'not saved' end
function mutate(rec)
  local l = rec.l
  list.append(l, 9)
  aerospike:update(rec)
  return list.size(rec.l)
end
function revive(rec) aerospike:remove(rec) rec.again = 1 return aerospike:create(rec) end
function half(rec) rec.a = 99 aerospike:update(rec) error('after the update') end
function table_bin(rec) rec.a = {} end
function record_bin(rec) rec.a = rec return aerospike:update(rec) end
function many(rec, count) for i = 1, count do rec['b' .. i] = i end return set(rec, 'x', 1) end
function big(rec) return set(rec, 'big', string.rep('x', 2000000)) end
function meta(rec)
  return string.format('%d %d %d %s %d', record.gen(rec), record.ttl(rec), record.numbins(rec),
    tostring(record.setname(rec)), record.size(rec))
end
function order(rec)
  rec.a = 1 rec.b = 2 aerospike:create(rec)
  rec.a = nil rec.c = 3 aerospike:update(rec)
  return table.concat(record.bin_names(rec), ',')
end
function names(rec) return record.bin_names(rec) end
function key_of(rec) return record.key(rec) end
function drop_key(rec) record.drop_key(rec) return aerospike:update(rec) end
function set_ttl(rec, ttl) record.set_ttl(rec, ttl) return set(rec, 'q', 1) end
function now(rec) return aerospike:get_current_time() end
function forever(rec) while true do end end
function stubborn(rec) while true do pcall(forever) end end
function failing(rec, value) error(value) end
function tables(rec) return { 1 } end
function several(rec) return 1, 2 end
function wrong_call(rec) return aerospike:exists(5) end
function wrong_object(rec) return aerospike.exists(rec) end
function geo(rec, text) rec.g = geojson(text) return aerospike:update(rec) end
function log(rec) info('%s', 'x') warn('y') return aerospike:log(1, 'z') end
local function hidden(rec) return 1 end
`;

const embedded = useEmbedded();
let byte = 0;
let apply = applier(embedded, 'records', byte);

beforeAll(() => putModule(embedded.client, 'records.lua', MODULE));
beforeEach(() => {
  apply = applier(embedded, 'records', ++byte);
});

const put = (bins: Readonly<Record<string, WireValue>>): Promise<void> =>
  putRecord(embedded.client, 'set', Buffer.alloc(20, byte), bins);

describe('a function on a record', () => {
  it('reads and writes bins, and answers what it returns', async () => {
    const json = new WireGeoJson('{"type":"Point","coordinates":[1,2]}');
    await put({ i: 5, s: 'caf\xe9', g: json });
    expect(await apply('read', ['i'])).toMatchObject({ resultCode: 0, generation: 1, value: 5 });
    expect(await apply('read', ['s'])).toMatchObject({ value: 'caf\xe9' });
    expect(await apply('read', ['g'])).toMatchObject({ value: json });
    expect(await apply('read', ['none'])).toMatchObject({ name: 'SUCCESS', value: null });
    const big = 9_007_199_254_740_993n;
    expect(await apply('set', ['v', big])).toMatchObject({ generation: 2, value: 0 });
    expect(await apply('read', ['v'])).toMatchObject({ generation: 2, value: big });
    expect(await apply('set', ['v', null])).toMatchObject({ generation: 3, value: 0 });
    expect(await apply('read', ['v'])).toMatchObject({ value: null });
    expect(await apply('set', ['a name that is far too long', 1])).toMatchObject({ value: 0 });
  });

  it('creates, updates and removes the record', async () => {
    expect(await apply('update')).toMatchObject({ resultCode: 0, generation: 0, value: -2 });
    expect(await apply('remove')).toMatchObject({ value: 1 });
    expect(await apply('create')).toMatchObject({ generation: 1, value: 0 });
    expect(await apply('create')).toMatchObject({ generation: 1, value: 1 });
    expect(await apply('update')).toMatchObject({ generation: 2, value: 0 });
    expect(await apply('revive')).toMatchObject({ generation: 3, value: 0 });
    expect(await apply('read', ['a'])).toMatchObject({ value: null });
    expect(await apply('read', ['again'])).toMatchObject({ value: 1 });
    expect(await apply('remove')).toMatchObject({ generation: 4, value: 0 });
    expect(await apply('meta')).toMatchObject({ generation: 0, value: '0 0 0 nil 0' });
    expect(await apply('create_empty')).toMatchObject({ resultCode: 2, name: undefined });
  });

  it('stores only what it saves', async () => {
    await put({ a: 1 });
    expect(await apply('lost')).toMatchObject({ generation: 1, value: 'not saved' });
    expect(await apply('read', ['lost'])).toMatchObject({ value: null });
    expect(await apply('half')).toMatchObject({
      resultCode: ResultCode.UDF_ERROR,
      generation: 1,
      value: expect.stringMatching(/records\.lua:\d+: after the update$/),
    });
    expect(await apply('read', ['a'])).toMatchObject({ generation: 1, value: 1 });
  });

  it('stores GeoJSON unchecked, and others can still write the record', async () => {
    await put({ a: 1 });
    expect(await apply('geo', ['nonsense'])).toMatchObject({ generation: 2, value: 0 });
    await put({ a: 2 });
    expect(await apply('read', ['g'])).toMatchObject({ value: new WireGeoJson('nonsense') });
  });

  it('takes away the bin that the last one then replaces', async () => {
    expect(await apply('order')).toMatchObject({ generation: 1, value: 'b,c' });
    expect(await apply('meta')).toMatchObject({ value: '1 0 2 set 64' });
  });

  it.each([
    ['record_bin', [], ResultCode.BIN_TYPE],
    ['many', [600], ResultCode.BIN_NAME],
    ['big', [], ResultCode.RECORD_TOO_BIG],
    ['set_ttl', [400_000_000], ResultCode.PARAMETER],
  ] as const)('fails without a text when %s cannot be stored', async (name, args, resultCode) => {
    await put({ a: 1 });
    const failed = { resultCode, generation: 1, name: undefined };
    expect(await apply(name, args)).toMatchObject(failed);
    expect(await apply('read', ['a'])).toMatchObject({ value: 1 });
  });

  it('sets, keeps and drops the time to live and the user key', async () => {
    const fields = [{ type: FieldType.key, data: Buffer.from('\x03abc') }];
    expect(await apply('create', [], { fields })).toMatchObject({ voidTime: 0 });
    expect(await apply('key_of')).toMatchObject({ value: 'abc' });
    const wrongKey = [{ type: FieldType.key, data: Buffer.from('\x03xyz') }];
    expect(await apply('key_of', [], { fields: wrongKey })).toMatchObject({ resultCode: 19 });
    expect((await apply('set_ttl', [1000])).voidTime).toBeGreaterThan(0);
    expect((await apply('update', [], { recordTtl: 0xffff_fffe })).voidTime).toBeGreaterThan(0);
    expect((await apply('update', [], { recordTtl: 0xffff_ffff })).voidTime).toBe(0);
    await apply('drop_key');
    expect(await apply('key_of')).toMatchObject({ value: null });
  });

  it('sees the time of the server', async () => {
    const before = Number((await apply('now')).value);
    expect(Math.abs(before - Date.now())).toBeLessThan(5000);
    await embedded.server.clock.advance(60_000);
    expect(Number((await apply('now')).value)).toBeGreaterThanOrEqual(before + 60_000);
  });

  it('finds no record that has expired, but its answer has the old generation', async () => {
    await put({ a: 1 });
    await apply('set_ttl', [1]);
    await embedded.server.clock.advance(3000);
    expect(await apply('read', ['a'])).toMatchObject({ generation: 2, value: null });
    expect(await apply('create')).toMatchObject({ generation: 1, value: 0 });
  });

  it('is refused with policies that functions do not have', async () => {
    const info2 = Info2.write | Info2.generationEqual;
    expect(await apply('read', ['a'], { info2 })).toMatchObject({ resultCode: 4 });
    await put({ a: 1 });
    const durable = Info2.write | Info2.durableDelete;
    expect(await apply('remove', [], { info2: durable })).toMatchObject({ resultCode: 25 });
    const set = [{ type: FieldType.set, data: Buffer.from('other') }];
    const parts = {
      info2: Info2.write,
      fields: [key(byte)[0]!, ...set, key(byte)[2]!, ...udfFields('records', 'remove')],
    };
    expect(await embedded.client.resultCode(parts)).toBe(ResultCode.PARAMETER);
  });

  it.each([
    ['none', [], 'function not found'],
    ['hidden', [], 'function not found'],
    ['failing', ['text'], /records\.lua:\d+: text$/],
    ['failing', [5], 'result value type unexpected'],
    ['failing', [null], 'result value type unexpected'],
    ['table_bin', [], /records\.lua:\d+: can't set bin a to unsupported type$/],
    ['names', [], /records\.lua:\d+: can't get bin names$/],
    ['wrong_call', [], /: bad argument #1 to 'exists' \(Record expected, got number\)$/],
    ['wrong_object', [], /: bad argument #1 to 'exists' \(Aerospike expected, got Record\)$/],
    ['read', [true], /: bad argument #2 to 'index' \(string expected, got boolean\)$/],
  ] as const)('that fails answers why: %s%j', async (name, args, reason) => {
    const { resultCode, name: bin, value } = await apply(name, args);
    expect({ resultCode, bin }).toEqual({ resultCode: 100, bin: 'FAILURE' });
    expect(value).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it.each([
    ['tables', null],
    ['several', 1],
    ['log', null],
  ])('answers one value, and nil for what is none: %s', async (name, value) => {
    expect(await apply(name)).toMatchObject({ resultCode: 0, name: 'SUCCESS', value });
  });

  it.each(['forever', 'stubborn'])('is stopped when it runs %s', async (name) => {
    const stopped = { resultCode: 100, value: 'UDF Execution Timeout' };
    expect(await apply(name, [], { transactionTtl: 30 })).toMatchObject(stopped);
    expect(await apply('read', ['a'])).toMatchObject({ resultCode: 0 });
  });

  it('reads a list anew after it was not set', async () => {
    await apply('set', ['l', 1]);
    await putModule(
      embedded.client,
      'lists.lua',
      'function put(rec) rec.l = list{1, 2} return aerospike:update(rec) end',
    );
    await applier(embedded, 'lists', byte)('put');
    expect(await apply('mutate')).toMatchObject({ value: 3 });
    expect(await apply('mutate')).toMatchObject({ value: 3 });
  });
});

describe('a query that applies a function', () => {
  it('works in the background and tells how it went', async () => {
    for (let i = 1; i <= 5; i++)
      await putRecord(embedded.client, 'bg', Buffer.alloc(20, 200 + i), { a: i });
    await putModule(
      embedded.client,
      'jobs.lua',
      `function mark(rec)
         if rec.a == 3 then error('three') end
         rec.marked = rec.a * 10
         aerospike:update(rec)
       end`,
    );
    const id = Buffer.from('0000000000abcdef', 'hex');
    const fields = [
      ...scope('bg'),
      { type: FieldType.taskId, data: id },
      { type: FieldType.udfOp, data: Buffer.of(2) },
      ...udfFields('jobs', 'mark'),
    ];
    expect(await embedded.client.resultCode({ info2: Info2.write, fields })).toBe(0);
    const trid = id.readBigUInt64BE();
    let job = '';
    for (let i = 0; i < 200 && !job.includes('status=done'); i++) {
      await setTimeout(5);
      job = await embedded.client.info(`query-show:trid=${trid}`);
    }
    expect(job).toContain(':recs-succeeded=4:recs-failed=1:');
    expect(job).toContain(':job-type=background-udf:');
    const marks = [];
    for (let i = 1; i <= 5; i++) {
      const parts = {
        info2: Info2.write,
        fields: [...scope('bg'), key(200 + i)[2]!, ...udfFields('records', 'read', ['marked'])],
      };
      marks.push(readUdfAnswer(await embedded.client.message(parts)).value);
    }
    expect(marks).toEqual([10, 20, null, 40, 50]);
  });
});
