-- Takes the result that the database has committed, once; reveals it if that was asked for before. What Redis may have lost of a doubtful
-- question comes with it.
-- KEYS questionKey (hash)  answersKey (hash)
-- ARGV winners (JSON)  revealedTail  fields... of the result, each with its value
-- Reply: the state, or unknown. O(1).
local state = redis.call('HGET', questionKey, 'state')
if state ~= 'closed' and state ~= 'doubtful' then return state or 'unknown' end
if state == 'doubtful' then redis.call('HSET', questionKey, 'retold', 1, unpack(ARGV, fields)) end
redis.call('HSET', questionKey, 'state', 'drawn', 'drawing', winners)
redis.call('PEXPIRE', questionKey, controlAge)
redis.call('PEXPIRE', answersKey, controlAge)
if redis.call('HEXISTS', questionKey, 'wanted') == 0 then return 'drawn' end
redis.call('HSET', questionKey, 'state', 'revealed')
append('control', revealedTail)
publish()
return 'revealed'
