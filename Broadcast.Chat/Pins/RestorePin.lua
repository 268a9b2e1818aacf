-- Puts back the pin that the database has, when the room has lost its own or has an older one, or does not show it.
-- KEYS pinKey (hash: id, product, from, tail, at)
-- ARGV since: when it was pinned, Unix ms  pin  product  url  pinTail: tail of the event
-- Reply: 1; 0 when the room has pinned or unpinned since. O(1).
local current = redis.call('HMGET', pinKey, 'at', 'id')
local at = tonumber(current[1] or 0)
if at > tonumber(since) or (at == tonumber(since) and (current[2] ~= pin or redis.call('HEXISTS', shownKey, 'pin') == 1)) then return 0 end
redis.call('HSET', pinKey, 'id', pin, 'product', product, 'from', since, 'tail', pinTail, 'at', since)
remember(pin, url)
redis.call('PEXPIRE', pinKey, controlAge)
redis.call('PEXPIRE', pinsKey, controlAge)
append('control', pinTail)
publish()
return 1
