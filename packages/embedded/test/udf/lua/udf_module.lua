function rename(rec, from, to)
  if not aerospike:exists(rec) then return 'nobody' end
  rec[to], rec[from] = rec[from], nil
  return aerospike:update(rec)
end
function fail(rec) error('on purpose') end
function double(rec) rec.n = rec.n * 2 aerospike:update(rec) end
function total(s, name)
  return s : map(function(rec) return rec[name] end) : reduce(function(a, b) return a + b end)
end
