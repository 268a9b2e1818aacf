-- Reveals a drawn question; for a closed one, remembers that it is wanted.
-- KEYS 4 question (hash)   ARGV 7 tail of revealed, or '' if the caller has not seen the winners   Reply: the state, or unknown. O(1).
local state = redis.call('HGET', KEYS[4], 'state')
if state == 'closed' then redis.call('HSET', KEYS[4], 'wanted', 1) end
if state ~= 'drawn' or ARGV[7] == '' then return state or 'unknown' end
redis.call('HSET', KEYS[4], 'state', 'revealed')
append('control', ARGV[7])
publish()
return 'revealed'
