-- Adds a node's likes to the room's total and reads the end of the log, in one step.
-- KEYS none of its own   ARGV newLikes to add
-- Reply: total likes, root, past epochs, floor, now (Unix ms). Events behind the log's end never get an earlier time. O(1).
local likes = redis.call('HINCRBY', metaKey, 'likes', newLikes)
redis.call('HSET', metaKey, 'a', int(now))
redis.call('PEXPIRE', metaKey, controlAge)
return { likes, root, past, tonumber(redis.call('HGET', metaKey, 'f') or 0), now }
