import { infoFrame } from '../generator/frame.js';

export const UDF_MODULE = 'differential';

const SOURCE = `
function echo(rec, ...) return ... end
function types(rec, v) return type(v) .. ':' .. tostring(v) end
function get(rec, bin) if not aerospike:exists(rec) then return 'missing' end return rec[bin] end
function set(rec, bin, v)
  rec[bin] = v
  if aerospike:exists(rec) then return aerospike:update(rec) end
  return aerospike:create(rec)
end
function increase(rec, bin, by)
  local before = rec[bin]
  if type(before) ~= 'number' then before = 0 end
  rec[bin] = before + by
  return aerospike:exists(rec) and aerospike:update(rec) or aerospike:create(rec)
end
function drop(rec) return aerospike:remove(rec) end
function twice(rec, v)
  rec['i'] = v
  local first = aerospike:exists(rec) and aerospike:update(rec) or aerospike:create(rec)
  rec['s'] = 'again'
  return list { first, aerospike:update(rec) }
end
function about(rec)
  return map { gen = record.gen(rec), set = record.setname(rec) ~= '', ttl = record.ttl(rec) > 0, bins = record.numbins(rec) }
end
function names(rec) local out = list() for _, n in ipairs(record.bin_names(rec)) do list.append(out, n) end return out end
function ttl(rec, seconds) record.set_ttl(rec, seconds) rec['t'] = 1
  return aerospike:exists(rec) and aerospike:update(rec) or aerospike:create(rec) end
function lists(rec, l, v)
  local m = list.clone(l)
  list.append(m, v) list.prepend(m, v)
  return list { list.size(m), m[1], list.take(m, 2), list.drop(m, 1), m }
end
function maps(rec, m, k, v)
  local c = map.clone(m)
  c[k] = v
  local n = 0
  for _ in map.pairs(c) do n = n + 1 end
  return list { map.size(c), c[k], n }
end
function arithmetic(rec, a, b) return list { a + b, a - b, a * b, a / 7, a // 3, a % 5, -a, a == b, a < b } end
function text(rec, s) return list { #s, string.upper(s), string.rep(s, 2, '-'), string.sub(s, 2), s .. '!', string.format('%5s|%d', s, 7) } end
function bytesof(rec, v) local b = bytes(4) bytes.set_int32(b, 1, v) return list { bytes.size(b), bytes.get_int16(b, 3), b } end
function fail(rec, v) error('failed with ' .. tostring(v)) end
function index(rec, v) return v.field.other end
local function counted(rec) return 1 end
local function add(a, b) return a + b end
local function number(rec) local v = rec['i'] if type(v) == 'number' then return v end return 0 end
function count(s) return s : map(counted) : reduce(add) end
function sum(s) return s : map(number) : reduce(add) end
function some(s, least) return s : filter(function(rec) local v = rec['i'] return type(v) == 'number' and v > least end) : map(number) end
function grouped(s)
  return s : aggregate(map(), function(m, rec) local k = tostring(rec['i']) m[k] = (m[k] or 0) + 1 return m end)
end
function mark(rec, v) rec['mark'] = v aerospike:update(rec) end
`;

/** Registers the module that the calls are about. */
export function registrationFrame(): Buffer {
  const content = Buffer.from(SOURCE).toString('base64');
  return infoFrame(
    `udf-put:filename=${UDF_MODULE}.lua;content=${content};content-len=${content.length};udf-type=LUA;`,
  );
}
