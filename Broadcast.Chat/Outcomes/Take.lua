-- Reads a room's outcomes of one kind, for the process that holds the lease on the kind.
-- KEYS outcomesKey (stream)   ARGV kind  after: id behind which to read  most entries
-- Reply: { id of the last entry looked at, or '' when none is left, entries of the kind }. O(most).
local entries, last = {}, ''
for _, entry in ipairs(redis.call('XRANGE', outcomesKey, '(' .. after, '+', 'COUNT', most)) do
  last = entry[1]
  if entry[2][2] == kind then entries[#entries + 1] = entry end
end
return { last, entries }
