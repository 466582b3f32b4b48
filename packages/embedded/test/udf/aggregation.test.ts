import {
  FieldType,
  Info1,
  Info3,
  type Message,
  type MessageField,
  readMessages,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { createIndex, field, putRecord, range, scope, u64 } from '../support/query-message';
import { putModule, readUdfAnswer, udfFields } from '../support/udf';
import { messageFrame, type RequestParts } from '../support/wire-client';

const MODULE = `
local function one(rec) return 1 end
local function add(a, b) return a + b end
function count(s) return s : map(one) : reduce(add) end
function filtered(s, min)
  return s : filter(function(rec) return rec.n > min end) : map(function(rec) return rec.n end)
end
function groups(s)
  local function put(m, rec) m[rec.g] = (m[rec.g] or 0) + 1 return m end
  return s : aggregate(map(), put) : reduce(function(a, b) return map.merge(a, b, add) end)
end
function grouped(s)
  return s : map(function(rec) return rec.n end) : groupby(function(n) return n % 2 end)
end
function partial(s) return s : aggregate(0, function(a, rec) return a + 600 end) end
function after_reduce(s) return s : map(one) : reduce(add) : map(function(n) return 'client' end) end
function written(s)
  return s : map(function(rec)
    rec.zz = 1
    return tostring(rec.zz) .. tostring(aerospike:exists(rec)) .. aerospike:update(rec)
      .. aerospike:get_current_time()
  end)
end
function with(s, a, b) return s : map(function(rec) return list { a, b } end) end
function nothing(s) return s : filter(function(rec) return false end) : map(one) : reduce(add) end
function failing(s) return s : map(function(rec) error('boom') end) end
function no_stream(s) return nil end
function building(s) error('build') end
`;

const SET = 'numbers';
const embedded = useEmbedded();

beforeAll(async () => {
  await putModule(embedded.client, 'streams.lua', MODULE);
  // Four records in one partition, and one in another.
  for (let n = 0; n < 5; n++) {
    const digest = Buffer.alloc(20, n);
    digest.writeUInt16LE(n === 4 ? 2 : 1);
    await putRecord(embedded.client, SET, digest, { n, g: `g${n % 3}` });
  }
});

/** Values come without fields: the end is only known by its flag. */
async function collect(parts: RequestParts): Promise<Message[]> {
  const messages: Message[] = [];
  embedded.client.socket.write(messageFrame(parts));
  for (;;) {
    const frame = await embedded.client.frame();
    if (frame === undefined) throw new Error('the connection was closed');
    messages.push(...readMessages(frame.body));
    const last = messages.at(-1);
    if (last !== undefined && (last.header.info3 & Info3.last) !== 0) return messages;
  }
}

let taskId = 1000;

async function aggregate(
  functionName: string,
  args: readonly WireValue[] = [],
  fields: readonly MessageField[] = [],
): Promise<{ resultCode: number; values: WireValue[]; names: Set<string | undefined> }> {
  const messages = await collect({
    info1: Info1.read,
    fields: [
      ...scope(SET),
      field(FieldType.taskId, u64(++taskId)),
      field(FieldType.udfOp, Buffer.of(1)),
      ...udfFields('streams', functionName, args),
      ...fields,
    ],
  });
  const { resultCode } = (messages.pop() as Message).header;
  const answers = messages.map(readUdfAnswer);
  const values = answers.map(({ value }) => value as WireValue);
  return { resultCode, values, names: new Set(answers.map(({ name }) => name)) };
}

describe('an aggregation', () => {
  it('answers what is left of each partition after the first reduce', async () => {
    const counted = { resultCode: 0, values: [4, 1], names: new Set(['SUCCESS']) };
    expect(await aggregate('count')).toEqual(counted);
    expect(await aggregate('after_reduce')).toEqual(counted);
  });

  it('filters, maps and groups', async () => {
    expect((await aggregate('filtered', [2])).values).toEqual([3, 4]);
    expect((await aggregate('groups')).values).toEqual([
      new WireMap(['g0', 'g1', 'g2'], [2, 1, 1]),
      new WireMap(['g1'], [1]),
    ]);
    const [first, second] = (await aggregate('grouped')).values as [WireMap, WireMap];
    expect(first.keys).toEqual([0, 1]);
    expect(
      first.values.map((list) => [...(list as WireList).items].map(Number).sort((a, b) => a - b)),
    ).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(second).toEqual(new WireMap([0], [new WireList([4])]));
  });

  it('hands out large numbers before the end', async () => {
    expect((await aggregate('partial')).values).toEqual([1200, 1200, 0, 600]);
  });

  it('gets its arguments, and can write nothing', async () => {
    const list = new WireList(['a', 7]);
    expect((await aggregate('with', ['a', 7])).values).toEqual(Array(5).fill(list));
    expect((await aggregate('written')).values).toEqual(Array(5).fill('niltrue10'));
  });

  it('answers nothing where nothing is left', async () => {
    expect((await aggregate('nothing')).values).toEqual([]);
  });

  it('goes over the records that an index finds', async () => {
    await createIndex(embedded.client, 'numbers_n', `set=${SET};bin=n;type=numeric`);
    expect((await aggregate('count', [], [range('n', 1, 2)])).values).toEqual([2]);
    expect((await aggregate('count', [], [range('n', 9, 10)])).values).toEqual([]);
  });

  it.each([
    ['failing', /^UDF: Execution Error 2 : .*streams\.lua:\d+: boom$/],
    ['building', /^UDF: Execution Error 2 : .*streams\.lua:\d+: build$/],
    ['no_stream', /^UDF: Execution Error 2 : .*aerospike\.lua.*: attempt to index a nil value/],
    ['unknown', /^UDF: Execution Error 2 : function not found$/],
  ])('ends with the first failure: %s', async (name, reason) => {
    const { resultCode, values, names } = await aggregate(name);
    expect({ resultCode, names }).toEqual({ resultCode: 1, names: new Set(['FAILURE']) });
    expect(values).toEqual([expect.stringMatching(reason)]);
  });
});
