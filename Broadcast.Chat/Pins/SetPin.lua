-- Pins, replaces or unpins a product: log, state and the ended pin's outcome in one step.
-- KEYS pinKey (hash: id, product, from, tail; at, which stays after the pin)  onceKey? (string: the offset)
-- ARGV expected: the pin that must be in force, or '' for any or none  keptSince: of the pin in the facts, Unix ms, or 0
--      pinTail: tail of the event  onceLifetime s  pin: the new one, or '' to unpin  product  url
-- Reply: offset; 0 when another pin is in force than expected. O(1).
if onceKey then
  local known = redis.call('GET', onceKey)
  if known then return tonumber(known) end
end
local current = redis.call('HMGET', pinKey, 'id', 'product', 'from', 'tail')
if expected ~= '' and current[1] ~= expected then return 0 end
if current[1] or pin ~= '' then refuseIfFull() end

-- What is newer holds, also when a server with an earlier clock has taken over.
now = math.max(now, keptSince + 1)
local offset = append('control', pinTail)
if current[1] then
  settle('pin', current[1], 'pin', current[1], 'product', current[2], 'from', current[3], 'at', int(now),
    'clicks', redis.call('HGET', pinsKey, 'c:' .. current[1]) or 0, 'begun', current[4] or '', 'ended', pinTail)
  redis.call('DEL', pinKey)
end
redis.call('HSET', pinKey, 'at', int(now))
if pin ~= '' then
  redis.call('HSET', pinKey, 'id', pin, 'product', product, 'from', int(now), 'tail', pinTail)
  remember(pin, url)
  settle('pin.begun', pin, 'tail', pinTail, 'at', int(now))
  redis.call('PEXPIRE', pinsKey, controlAge)
end
redis.call('PEXPIRE', pinKey, controlAge)
if onceKey then redis.call('SET', onceKey, int(offset), 'EX', onceLifetime) end
publish()
return offset
