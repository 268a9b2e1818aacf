-- Counts a click on a pin's card; pins of the day are known some time after they ended.
-- KEYS 1 pins (hash)   ARGV 1 pin   Reply: the url, or nil. O(1).
local url = redis.call('HGET', KEYS[1], 'u:' .. ARGV[1])
if url then redis.call('HINCRBY', KEYS[1], 'c:' .. ARGV[1], 1) end
return url
