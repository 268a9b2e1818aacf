-- Reveals a drawn question; for a closed or doubtful one, remembers that it is wanted.
-- KEYS questionKey (hash)   ARGV revealedTail, or '' if the caller has not seen the winners   Reply: the state, or unknown. O(1).
local state = redis.call('HGET', questionKey, 'state')
if state == 'closed' or state == 'doubtful' then redis.call('HSET', questionKey, 'wanted', 1) end
if state ~= 'drawn' or revealedTail == '' then return state or 'unknown' end
redis.call('HSET', questionKey, 'state', 'revealed')
append('control', revealedTail)
publish()
return 'revealed'
