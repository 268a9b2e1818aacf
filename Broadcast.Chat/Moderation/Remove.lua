-- Takes one message out of the room's log and tells so.
-- KEYS 4 outcomes   ARGV 7-12 as Record has them  13 offset  14 tail of the event
-- Reply: 1; 0 when there is no such message (any more). O(1).
local entry = redis.call('XRANGE', KEYS[3], ARGV[13], ARGV[13])[1]
if not entry then return 0 end
redis.call('XDEL', KEYS[3], entry[1])
append('control', ARGV[14])
record('', '', entry[2][4], 0, '')
publish()
return 1
