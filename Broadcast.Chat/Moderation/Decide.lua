-- Appends a held message to the room's log, or drops it.
-- KEYS heldKey (stream: v viewer, t tail, w why, c counted under)  heldOfKey (hash: places taken)
-- ARGV held: its id  approved: '1', or '' to drop it
-- Reply: 1; 0 when it does not wait (any more). O(1).
local entry = redis.call('XRANGE', heldKey, held, held)[1]
if not entry then return 0 end
redis.call('XDEL', heldKey, entry[1])
local counted = entry[2][8]
if counted and redis.call('HINCRBY', heldOfKey, counted, -1) <= 0 then redis.call('HDEL', heldOfKey, counted) end
if approved == '1' then append('chat', entry[2][4]) end
record('', '', entry[2][4], 0, '')
publish()
return 1
