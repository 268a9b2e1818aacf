-- Takes the winners that the database has committed, once; reveals them if that was asked for before.
-- KEYS 4 question (hash)   ARGV 7 winners (JSON)  8 tail of revealed   Reply: the state, or unknown. O(1).
local state = redis.call('HGET', KEYS[4], 'state')
if state ~= 'closed' then return state or 'unknown' end
redis.call('HSET', KEYS[4], 'state', 'drawn', 'drawing', ARGV[7])
if redis.call('HEXISTS', KEYS[4], 'wanted') == 0 then return 'drawn' end
redis.call('HSET', KEYS[4], 'state', 'revealed')
append('control', ARGV[8])
publish()
return 'revealed'
