-- Lets a held message into the room, or drops it.
-- KEYS 4 outcomes  5 held (stream: v viewer, t tail, w why)   ARGV 7-12 as Record has them  13 id  14 '1' to approve
-- Reply: 1; 0 when it does not wait (any more). O(1).
local entry = redis.call('XRANGE', KEYS[5], ARGV[13], ARGV[13])[1]
if not entry then return 0 end
redis.call('XDEL', KEYS[5], entry[1])
if ARGV[14] == '1' then append('chat', entry[2][4]) end
record('', '', entry[2][4], 0, '')
publish()
return 1
