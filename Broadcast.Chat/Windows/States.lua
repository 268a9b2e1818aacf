-- Reads the states of many windows of one room.
-- KEYS windowKeys... (hashes)   ARGV none   Reply: their states in order, empty for those that are not there. O(n).
local states = {}
for i = windowKeys, #KEYS do states[#states + 1] = redis.call('HGET', KEYS[i], 'state') or '' end
return states
