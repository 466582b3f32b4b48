import { encodeWireValue, WireDouble, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { applier, putModule } from '../support/udf';

/** Answers of the real server 8.1.2 to the same functions. */
const MODULE = `
function echo(rec, value) return value end
function text_of(rec, value) return tostring(value) end
function type_of(rec, value) return type(value) end
function count(rec, ...) return select('#', ...) end

function iterators(rec)
  local s = ''
  for v in list.iterator(list { 1, 2, 3 }) do s = s .. v end
  for k, v in map.pairs(map { a = 1, b = 2 }) do s = s .. k .. v end
  for k in map.keys(map { a = 1, b = 2 }) do s = s .. k end
  for v in map.values(map { a = 1, b = 2 }) do s = s .. v end
  local items = select(2, list.iterator(list { 5, 6 }))
  s = s .. tostring(iterator.has_next(items)) .. iterator.next(items) .. items:next()
  return s .. tostring(items:has_next()) .. tostring(items:next())
end

function lists(rec)
  local l, r = list { 1, 2, 3, 4, 5 }, list()
  r[1] = list.take(l, 2)
  r[2] = list.drop(l, 2)
  list.insert(l, 2, 'i')
  list.remove(l, 1)
  list.trim(l, 5)
  list.concat(l, list { 7, 8 })
  list.prepend(l, 0)
  r[3] = list.clone(l)
  r[4] = list.merge(l, list { 1 })
  r[5] = #l
  r[6] = list.nbytes(l)
  r[7] = list.size(l)
  list.insert(l, 20, 'far')
  r[8] = l
  r[9] = l[100]
  l[2] = nil
  r[10] = list.take(l, 0)
  return r
end

function list_of_table(rec) return list { 1, nil, 3, { 5 }, print, x = 4 } end

function maps(rec)
  local m, n, r = map { a = 1, b = 2, [5] = 'x' }, map { b = 3, c = 4 }, list()
  list.append(r, map.merge(m, n))
  list.append(r, map.merge(m, n, function(a, b) return a + b end))
  list.append(r, map.diff(m, n))
  list.append(r, map.clone(m))
  map.remove(m, 'a')
  m.b = nil
  m.z = {}
  list.append(r, m)
  list.append(r, map.size(m))
  list.append(r, #m)
  list.append(r, map.nbytes(m))
  list.append(r, m.nope)
  list.append(r, map.create(5))
  list.append(r, map.new(0))
  return r
end

function map_keys(rec)
  local m = map()
  m[1.5], m[true], m[list()], m[bytes(1)] = 1, 2, 3, 4
  m.x = nil
  m.y = 1
  m.y = {}
  return m
end

function shared(rec)
  local m = map()
  m.a = list()
  m.a[3] = 1
  local x = m.a
  list.append(x, 5)
  return m
end

function byte_arrays(rec)
  local b, r = bytes(4), list()
  local function a(x) list.append(r, x) end
  a(bytes.size(b)) a(bytes.append_int16(b, 515)) a(bytes.append_int32_le(b, -2))
  a(bytes.append_int64(b, math.mininteger)) a(bytes.append_string(b, 'hey')) a(bytes.size(b))
  a(bytes.get_int16(b, 1)) a(bytes.get_int16_le(b, 1)) a(bytes.get_int32_le(b, 3))
  a(bytes.get_int64_be(b, 7)) a(bytes.get_string(b, 15, 3)) a(b[1]) b[1] = 200 a(b[1])
  a(bytes.set_byte(b, 30, 1)) a(bytes.size(b)) a(bytes.set_byte(b, 0, 1))
  a(bytes.set_byte(b, 1, 256)) a(bytes.get_byte(b, 99)) a(bytes.set_size(b, 10))
  a(bytes.set_size(b, 1000)) a(bytes.append_var_int(b, 300)) a(bytes.size(b))
  a(bytes.set_var_int(b, 1, 300)) a(bytes.get_var_int(b, 1)) a(bytes.get_bytes(b, 1, 3))
  local c = bytes()
  a(bytes.append_bytes(c, b, 2)) a(bytes.append_bytes(c, b, 100)) a(bytes.set_bytes(c, 1, b, 2))
  a(bytes.set_bytes(c, 1, b, 1000)) a(c) a(#c) a(bytes.get_type(c)) a(bytes.set_type(c, 7))
  a(bytes.get_type(c)) a(c) a(bytes.set_type(c, 0)) a(bytes.append_int16(b, 70000))
  a(bytes.append_byte(b)) a(tostring(c))
  return r
end

function numbers(rec)
  return list { 7 // 2, 7 / 2, 2 ^ 2, 1e15, 2 ^ 53, math.maxinteger, -7 % 3, 7.0 // 2, 3 | 4, 10 // 0.0 }
end

function mathematics(rec) return math.sum(1, 2) .. ',' .. math.product(3, 4) end
function too_large(rec) return bytes(4000000000) end
function too_long(rec) list.insert(list(), 4000000000, 1) end
function of_itself(rec) local l = list() list.append(l, l) return l end

function bad_list(rec) list.append(5, 1) end
function bad_class(rec) list.append(map(), 1) end
function bad_index(rec) return list { 1 }['a'] end
function bad_capacity(rec) return map({}, 'x') end
function bad_call(rec) local l = list { 1 } return l() end
function bad_sum(rec) return list { 1 } + 1 end
`;

const embedded = useEmbedded();
const apply = applier(embedded, 'libraries', 1);

beforeAll(() => putModule(embedded.client, 'libraries.lua', MODULE));

const hex = (value: WireValue | undefined): string =>
  encodeWireValue(value ?? null).toString('hex');

describe('the libraries of Lua code', () => {
  it.each([
    [
      'lists',
      '9a920102930304059700a2036902030407089800a20369020304070801070a07dc001400c00203040708c0c0c0c0c0c0c0c0c0c0c0c0a403666172c0c0',
    ],
    ['list_of_table', '940103c0c0'],
    [
      'maps',
      '9a8405a20378a2036101a2036203a20363048405a20378a2036101a2036205a20363048305a20378a2036101a20363048305a20378a2036101a20362028205a20378a20362c0020209c080',
    ],
    ['map_keys', '82a20378c0a10404'],
    ['shared', '81a2036194c0c00105'],
    [
      'numbers',
      '9a03cb400c000000000000cb4010000000000000cb430c6bf526340000cb4340000000000000cf7fffffffffffffff02cb400800000000000007cb7ff0000000000000',
    ],
    [
      'byte_arrays',
      'dc002700c3c3c3c311cd0203cd0302fed38000000000000000a40368657902ccc8c31ec2c2c0c3c2021e02cd012ca404ac02fec3c3c3c2d92107ac02ac02feffffff8000000000000000686579',
    ],
  ])('give the answer of the real server: %s', async (name, expected) => {
    const { resultCode, value } = await apply(name);
    expect(resultCode).toBe(0);
    expect(hex(value).slice(0, expected.length)).toBe(expected);
  });

  it('have iterators for loops and by hand', async () => {
    expect(await apply('iterators')).toMatchObject({ value: '123a1b2ab12true56falsenil' });
    expect(await apply('mathematics')).toMatchObject({ value: '3,12' });
  });

  it.each<[WireValue, string]>([
    [1, '1'],
    [new WireDouble(2), '2.0'],
    ['s\0t', 's'],
    [
      new WireList([1, 'a', null, new WireDouble(2.25), true, new WireList([1])]),
      '[1, "a", NIL, 2.25, true, [1]]',
    ],
    [new WireMap(['a', 'b'], [1, new WireDouble(1e30)]), '{"a":1, "b":1e+30}'],
    [
      new WireList([new WireDouble(0.1), new WireDouble(1e-7), new WireDouble(-0)]),
      '[0.1, 1e-07, -0]',
    ],
  ])('turn %j into text', async (value, expected) => {
    expect(await apply('text_of', [value])).toMatchObject({ value: expected });
  });

  it('hand arguments over and back as they are', async () => {
    const ordered = new WireMap(['k'], [new WireList([-(2n ** 63n), new WireDouble(1)])], 1);
    expect(hex((await apply('echo', [ordered])).value)).toBe(hex(ordered));
    expect(await apply('type_of', [ordered])).toMatchObject({ value: 'userdata' });
    expect(await apply('count', [null, 1, null])).toMatchObject({ value: 3 });
    expect(await apply('echo', [new WireList([1], 1)])).toMatchObject({ value: new WireList([1]) });
  });

  it.each([
    ['bad_list', "bad argument #1 to 'append' (userdata expected, got number)"],
    ['bad_class', "bad argument #1 to 'append' (List expected, got Map)"],
    ['bad_index', "bad argument #2 to 'index' (number expected, got string)"],
    ['bad_capacity', "bad argument #3 to 'map' (number expected, got string)"],
    ['bad_call', "attempt to call a List value (local 'l')"],
    ['bad_sum', 'attempt to perform arithmetic on a List value'],
    ['too_large', 'not enough memory'],
    ['too_long', 'not enough memory'],
  ])('refuse wrong arguments in the words of the server: %s', async (name, reason) => {
    const { resultCode, value } = await apply(name);
    expect(resultCode).toBe(100);
    expect(value).toMatch(/^\/opt\/aerospike\/usr\/udf\/lua\/libraries\.lua:\d+: /);
    expect((value as string).replace(/^[^:]*:\d+: /, '')).toBe(reason);
  });

  it('answer nil for a list that holds itself', async () => {
    expect(await apply('of_itself')).toMatchObject({ resultCode: 0, value: null });
  });
});
