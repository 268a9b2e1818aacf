-- Says who may talk, and how.
-- KEYS 4 outcomes  5 mode (hash: chat, slow, followed, review)
-- ARGV 7-12 as Record has them  13 chat  14 slow s  15 followed min  16 '1' to review  17 tail of the event  18 mode (JSON)
-- Reply: 1; 0 when it is so already. O(1).
local mode = redis.call('HMGET', KEYS[5], 'chat', 'slow', 'followed', 'review')
if (mode[1] or 'open') == ARGV[13] and (mode[2] or '0') == ARGV[14] and (mode[3] or '0') == ARGV[15] and (mode[4] or '') == ARGV[16] then return 0 end
redis.call('HSET', KEYS[5], 'chat', ARGV[13], 'slow', ARGV[14], 'followed', ARGV[15], 'review', ARGV[16])
redis.call('PEXPIRE', KEYS[5], ARGV[4])
append('control', ARGV[17])
record('', '', ARGV[18], 0, '')
publish()
return 1
