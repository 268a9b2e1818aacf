-- Prelude of the scripts that begin a pin: remembers its url for the clicks on its card. The oldest pin beyond pinsLength is forgotten.
-- KEYS pinsKey (hash: u:<id> url, c:<id> clicks, n how many pins there were, i:<number> id of the last ones)   ARGV pinsLength
-- Reply: none of its own. O(1).
local function remember(id, link)
  if redis.call('HSET', pinsKey, 'u:' .. id, link) == 0 then return end
  local number = 'i:' .. redis.call('HINCRBY', pinsKey, 'n', 1) % tonumber(pinsLength)
  local oldest = redis.call('HGET', pinsKey, number)
  if oldest then redis.call('HDEL', pinsKey, 'u:' .. oldest, 'c:' .. oldest) end
  redis.call('HSET', pinsKey, number, id)
end

