-- Reads the states of many questions of one stage.
-- KEYS questionKeys... (hashes)   ARGV none   Reply: their states in order, empty for those that are not there. O(n).
local states = {}
for i = questionKeys, #KEYS do states[#states + 1] = redis.call('HGET', KEYS[i], 'state') or '' end
return states
