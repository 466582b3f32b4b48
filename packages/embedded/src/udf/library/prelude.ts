/** Lua code that every state runs first: the parts of the libraries that are made of the others. */
export interface PreludeChunk {
  /** As error messages show it. */
  readonly name: string;
  readonly source: string;
}

const LIBRARIES = `
List, Map, Bytes = getmetatable(list()), getmetatable(map()), getmetatable(bytes())

local function copy(target, source)
  for item in list.iterator(source) do list.append(target, item) end
  return target
end

function list.clone(source) return copy(list(), source) end

function list.merge(first, second) return copy(list.clone(first), second) end

function map.clone(source)
  local target = map()
  for key, value in map.pairs(source) do
    if value ~= nil then target[key] = value end
  end
  return target
end

function map.merge(first, second, combine)
  local target = map.clone(first)
  for key, value in map.pairs(second) do
    local merged = value
    if target[key] and type(combine) == 'function' then
      merged = combine(first[key], value) or value
    end
    if merged == nil then map.remove(target, key) else target[key] = merged end
  end
  return target
end

function map.diff(first, second)
  local target = map()
  local function add(source, other)
    for key, value in map.pairs(source) do
      if value ~= nil and not other[key] then target[key] = value end
    end
  end
  add(first, second)
  add(second, first)
  return target
end

function math.sum(a, b) return a + b end

function math.product(a, b) return a * b end
`;

/**
 * Streams: functions that make iterators of iterators. They are globals, and are looked up when a
 * pipeline runs, so that a module that defines functions of these names breaks here as it does there.
 */
const STREAMS = `
local PARTIAL_RESULT = 1000

local function fresh(initial)
  local class = type(initial) == 'userdata' and getmetatable(initial)
  if class == Map then return map.clone(initial) end
  if class == List then return list.clone(initial) end
  if class then return nil end
  if type(initial) ~= 'table' then return initial end
  local copy = {}
  for key, value in pairs(initial) do copy[key] = value end
  return copy
end

function filter(next, accepts)
  return function()
    for item in next do
      if accepts(item) then return item end
    end
  end
end

function transform(next, change)
  return function()
    local item = next()
    if item ~= nil then return change(item) end
  end
end

function reduce(next, combine)
  local done = false
  return function()
    if done then return nil end
    local result = next()
    if result ~= nil then
      for item in next do result = combine(result, item) end
    end
    done = true
    return result
  end
end

function aggregate(next, initial, add)
  local done = false
  return function()
    if done then return nil end
    local result = fresh(initial)
    for item in next do
      result = add(result, item)
      -- Large numbers leave early: the client adds them up.
      if type(result) == 'number' and result >= PARTIAL_RESULT then return result end
    end
    done = true
    return result
  end
end

function stream_iterator(source)
  local done = false
  return function()
    if done then return nil end
    local item = stream.read(source)
    done = item == nil
    return item
  end
end

StreamOps = {}

local function operation(name, globalName)
  StreamOps[name] = function(self, ...)
    self.ops[#self.ops + 1] = { name = name, run = globalName, arguments = table.pack(...) }
    return self
  end
end

operation('filter', 'filter')
operation('map', 'transform')
operation('aggregate', 'aggregate')
operation('reduce', 'reduce')

function StreamOps:groupby(keyOf)
  local function add(groups, item)
    local key = keyOf and keyOf(item)
    local group = groups[key] or list()
    list.append(group, item)
    groups[key] = group
    return groups
  end
  local function join(first, second) return map.merge(first, second, list.merge) end
  return self:aggregate(map(), add):reduce(join)
end
`;

const SERVER = `
local LEVELS = { warn = 1, info = 2, debug = 3, trace = 4 }

for name, level in pairs(LEVELS) do
  _G[name] = function(text, ...) return aerospike:log(level, string.format(text, ...)) end
end

-- The part of a pipeline that runs on the server ends with the first reduce.
local function pipeline(source, operations)
  local items = stream_iterator(source)
  for _, operation in ipairs(operations) do
    local arguments = operation.arguments
    items = _G[operation.run](items, table.unpack(arguments, 1, arguments.n)) or items
    if operation.name == 'reduce' then break end
  end
  return items
end

function apply_stream(build, input, output, ...)
  local result = build(setmetatable({ ops = {} }, { __index = StreamOps }), ...)
  for value in pipeline(input, result.ops) do
    if stream.write(output, value) ~= 0 then break end
  end
end
`;

/** In the order in which they run. */
export const PRELUDE: readonly PreludeChunk[] = [
  { name: 'as.lua', source: LIBRARIES },
  { name: 'stream_ops.lua', source: STREAMS },
  { name: 'aerospike.lua', source: SERVER },
];
