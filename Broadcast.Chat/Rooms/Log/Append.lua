-- Appends a batch of events; an event whose once key is known is not appended again.
-- KEYS onceKeys... (strings: the offset) of this batch
-- ARGV onceLifetime s  events... three each: lane (control|chat), which of onceKeys is its own, from 1, or 0 for none, tail
-- Reply: an offset for each event. O(events).
local reply = {}
for i = events, #ARGV, 3 do
  local which = tonumber(ARGV[i + 1])
  local onceKey = which > 0 and KEYS[onceKeys + which - 1]
  local offset = onceKey and redis.call('GET', onceKey)
  if not offset then
    offset = append(ARGV[i], ARGV[i + 2])
    if onceKey then redis.call('SET', onceKey, int(offset), 'EX', onceLifetime) end
  end
  reply[#reply + 1] = tonumber(offset)
end
publish()
return reply
