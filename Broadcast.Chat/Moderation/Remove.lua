-- Removes one message from the room's log and appends the event that says so.
-- KEYS none of its own   ARGV offset  removedTail: tail of the event
-- Reply: 1; 0 when there is no such message (any more). O(1).
local entry = redis.call('XRANGE', chatKey, offset, offset)[1]
if not entry then return 0 end
redis.call('XDEL', chatKey, entry[1])
append('control', removedTail)
record('', '', entry[2][4], 0, '')
publish()
return 1
