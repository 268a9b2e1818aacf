-- Reads a room's outcomes of one kind, for the process that holds the lease on the kind.
-- KEYS outcomesKey (stream)  fencesKey (hash: kind → highest fencing number that has read it)
-- ARGV kind  number: the lease's fencing number  after: id behind which to read  most entries  kept: ms for which the numbers are known
-- Reply: { '', or the number that was seen when it is higher and nothing is read, id of the last entry looked at, or '' when none is left,
--   entries of the kind }. O(most).
local seen = redis.call('HGET', fencesKey, kind)
if seen and tonumber(seen) > tonumber(number) then return { seen, '', {} } end
if seen ~= number then redis.call('HSET', fencesKey, kind, number) end
redis.call('PEXPIRE', fencesKey, kept)

local entries, last = {}, ''
for _, entry in ipairs(redis.call('XRANGE', outcomesKey, '(' .. after, '+', 'COUNT', most)) do
  last = entry[1]
  if entry[2][2] == kind then entries[#entries + 1] = entry end
end
return { '', last, entries }
