-- Ends what holds against a person in this room.
-- KEYS 4 outcomes  5 restricted (hash)   ARGV 7-12 as Record has them  13 viewer  14 name  15 '1' for all rooms
-- Reply: 1; 0 when nothing held here. O(1).
local held = redis.call('HDEL', KEYS[5], ARGV[13])
record(ARGV[13], ARGV[14], '', 0, ARGV[15])
return held
