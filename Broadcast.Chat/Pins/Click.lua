-- Counts a click on a pin's card. A pin is still known for some time after it has ended.
-- KEYS pinsKey (hash)   ARGV pin   Reply: the url, or nil for an unknown pin. O(1).
local url = redis.call('HGET', pinsKey, 'u:' .. pin)
if url then redis.call('HINCRBY', pinsKey, 'c:' .. pin, 1) end
return url
