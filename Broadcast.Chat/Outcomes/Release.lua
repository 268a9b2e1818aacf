-- Gives the leases of a process back.
-- KEYS readersKey (hash: kind → "end of the lease in Unix ms, process")   ARGV process  kinds...   Reply: 1. O(kinds).
for i = kinds, #ARGV do
  if (redis.call('HGET', readersKey, ARGV[i]) or ''):match('%w+$') == process then redis.call('HDEL', readersKey, ARGV[i]) end
end
return 1
