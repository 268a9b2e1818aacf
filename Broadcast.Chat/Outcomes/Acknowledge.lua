-- Removes an entry whose outcome is kept, for the process that holds the lease on its kind.
-- KEYS outcomesKey (stream)  fencesKey (hash: kind → highest fencing number that has read it)
-- ARGV kind  number: the lease's fencing number  entry: its id  group: of older builds, which is not to hand it out either
-- Reply: '', or the number that was seen when it is higher and nothing is removed. O(1).
local seen = redis.call('HGET', fencesKey, kind)
if seen and tonumber(seen) > tonumber(number) then return seen end
redis.call('XACK', outcomesKey, group, entry)
redis.call('XDEL', outcomesKey, entry)
return ''
