-- Voids a closed question whose log's root has ended: events of it may be lost, and nobody has drawn it.
-- KEYS questionKey (hash)   ARGV voidedTail   Reply: the state, or unknown. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'root')
if question[1] ~= 'closed' or question[2] == root then return question[1] or 'unknown' end
redis.call('HSET', questionKey, 'state', 'voided')
append('control', voidedTail)
publish()
return 'voided'
