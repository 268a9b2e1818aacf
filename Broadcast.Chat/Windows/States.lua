-- Reads the states of many windows of one room.
-- KEYS windowKeys... (hashes)   ARGV none   Reply: their states in order, empty for those that are not there, or were
-- refused. O(n).
local states = {}
for i = windowKeys, #KEYS do
  local found = redis.call('HMGET', KEYS[i], 'state', 'refused')
  states[#states + 1] = not found[2] and found[1] or ''
end
return states
