-- Appends a batch of events; an event whose once key is known is not appended again.
-- KEYS 4… once keys of this batch
-- ARGV 7 once lifetime s  8… triples: lane (control|chat), index of the once key in KEYS or 0, tail
-- Reply: an offset for each event. O(events).
local reply = {}
for i = 8, #ARGV, 3 do
  local key = tonumber(ARGV[i + 1])
  local offset = key > 0 and redis.call('GET', KEYS[key])
  if not offset then
    offset = append(ARGV[i], ARGV[i + 2])
    if key > 0 then redis.call('SET', KEYS[key], int(offset), 'EX', ARGV[7]) end
  end
  reply[#reply + 1] = tonumber(offset)
end
publish()
return reply
