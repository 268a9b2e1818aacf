-- Adds a node's likes to the room's total and reads the end of the log, in one step; what the room shows lives at least as long as its log.
-- KEYS lastingKeys... of what it shows   ARGV newLikes to add
-- Reply: total likes, root, past epochs, floor, now (Unix ms). Events behind the log's end never get an earlier time. O(lastingKeys).
local likes = redis.call('HINCRBY', metaKey, 'likes', newLikes)
redis.call('HSET', metaKey, 'a', int(now))
redis.call('PEXPIRE', metaKey, controlAge)
redis.call('PEXPIRE', shownKey, controlAge)
for i = lastingKeys, #KEYS do redis.call('PEXPIRE', KEYS[i], controlAge, 'GT') end
return { likes, root, past, tonumber(redis.call('HGET', metaKey, 'f') or 0), now }
