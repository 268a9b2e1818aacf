-- Voids a question without a result, once the database has it as voided.
-- KEYS questionKey (hash)   ARGV voidedTail   Reply: the state, or unknown. O(1).
local state = redis.call('HGET', questionKey, 'state')
if state ~= 'closed' and state ~= 'doubtful' then return state or 'unknown' end
redis.call('HSET', questionKey, 'state', 'voided')
append('control', voidedTail)
publish()
return 'voided'
