-- Reads a room's outcomes of one kind, for the one process that holds the lease on them; takes or renews the lease.
-- KEYS outcomesKey (stream)  readersKey (hash: kind → "end of the lease in Unix ms, process")
-- ARGV kind  process  lease ms  after: id behind which to read  most entries
-- Reply: { 1, or 0 when another process holds the lease, id of the last entry looked at, or '' when none is left, entries of the kind }. O(most).
local till, holder = (redis.call('HGET', readersKey, kind) or ''):match('^(%d+) (%w+)$')
if till and holder ~= process and now < tonumber(till) then return { 0, '', {} } end
redis.call('HSET', readersKey, kind, string.format('%.0f', now + lease) .. ' ' .. process)
redis.call('PEXPIRE', readersKey, lease)

local entries, last = {}, ''
for _, entry in ipairs(redis.call('XRANGE', outcomesKey, '(' .. after, '+', 'COUNT', most)) do
  last = entry[1]
  if entry[2][2] == kind then entries[#entries + 1] = entry end
end
return { 1, last, entries }
