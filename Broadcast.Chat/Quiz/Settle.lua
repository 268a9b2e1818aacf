-- Takes the winners that the database has committed, once; reveals them if that was asked for before.
-- KEYS questionKey (hash)  answersKey (hash)   ARGV winners (JSON)  revealedTail   Reply: the state, or unknown. O(1).
local state = redis.call('HGET', questionKey, 'state')
if state ~= 'closed' then return state or 'unknown' end
redis.call('HSET', questionKey, 'state', 'drawn', 'drawing', winners)
redis.call('PEXPIRE', questionKey, controlAge)
redis.call('PEXPIRE', answersKey, controlAge)
if redis.call('HEXISTS', questionKey, 'wanted') == 0 then return 'drawn' end
redis.call('HSET', questionKey, 'state', 'revealed')
append('control', revealedTail)
publish()
return 'revealed'
