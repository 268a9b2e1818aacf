-- Prelude of what is written under a lease: refuses a lower number than was seen for the same work, and remembers the number.
-- KEYS fencesKey (hash: the lease's name → highest fencing number that was seen)
-- ARGV work: the lease's name  number: its fencing number, '' for who works without a lease  fencesKept: ms for which numbers are known
-- Reply: none of its own; 'refused NUMBER' when a higher one was seen, and nothing is done. O(1).
if number ~= '' then
  local highest = redis.call('HGET', fencesKey, work)
  if highest and tonumber(highest) > tonumber(number) then return 'refused ' .. highest end
  redis.call('HSET', fencesKey, work, number)
  redis.call('PEXPIRE', fencesKey, fencesKept)
end
