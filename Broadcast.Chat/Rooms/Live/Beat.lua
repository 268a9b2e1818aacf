-- A node's look at a room's log: adds its likes, and reads the log's end in the same step.
-- KEYS none of its own   ARGV 7 likes to add
-- Reply: likes, root, past, floor, this moment: nothing behind the log's end is stamped with an earlier one. O(1).
local likes = redis.call('HINCRBY', KEYS[1], 'likes', ARGV[7])
redis.call('HSET', KEYS[1], 'a', int(now))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { likes, root, past, tonumber(redis.call('HGET', KEYS[1], 'f') or 0), now }
