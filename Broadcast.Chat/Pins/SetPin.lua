-- Pins, replaces or unpins: log, state and the ended pin's outcome in one step.
-- KEYS 4 pin (hash: id, product, from, tail)  5 pins (hash of the day: u:<id> url, c:<id> clicks)  6 outcomes (stream)  7 once, if any
-- ARGV 7 stage  8 channel of outcomes  9 length of outcomes  10 the pin that must be in force, or '' for any or none
--      11 tail of the event  12 once lifetime s  13 new pin, or '' to unpin  14 its product  15 its url
-- Reply: offset; 0 when another pin is in force than expected. O(1).
if KEYS[7] then
  local known = redis.call('GET', KEYS[7])
  if known then return tonumber(known) end
end
local current = redis.call('HMGET', KEYS[4], 'id', 'product', 'from')
if ARGV[10] ~= '' and current[1] ~= ARGV[10] then return 0 end

local offset = append('control', ARGV[11])
if current[1] then
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', ARGV[9], '*', 'k', 'pin', 'pin', current[1], 'product', current[2],
    'from', current[3], 'at', int(now), 'clicks', redis.call('HGET', KEYS[5], 'c:' .. current[1]) or 0)
  redis.call('PUBLISH', ARGV[8], ARGV[7])
  redis.call('DEL', KEYS[4])
end
if ARGV[13] ~= '' then
  redis.call('HSET', KEYS[4], 'id', ARGV[13], 'product', ARGV[14], 'from', int(now), 'tail', ARGV[11])
  redis.call('HSET', KEYS[5], 'u:' .. ARGV[13], ARGV[15])
  redis.call('PEXPIRE', KEYS[4], ARGV[4])
  redis.call('PEXPIRE', KEYS[5], ARGV[4])
end
if KEYS[7] then redis.call('SET', KEYS[7], int(offset), 'EX', ARGV[12]) end
publish()
return offset
