-- A node's heartbeat in a room: says how many people it has, adds its likes, and reads the log's end in the same step.
-- A node that is silent for its lifetime counts no more: nothing is counted up and down, so nothing can leak.
-- KEYS 4 audience (hash: node → "count|expires at ms")
-- ARGV 7 node  8 people here  9 lifetime ms  10 likes to add
-- Reply: viewers of all nodes, likes, root, past, floor. O(nodes).
redis.call('HSET', KEYS[4], ARGV[7], ARGV[8] .. '|' .. int(now + ARGV[9]))
redis.call('PEXPIRE', KEYS[4], ARGV[9])
local viewers = 0
local nodes = redis.call('HGETALL', KEYS[4])
for i = 1, #nodes, 2 do
  local count, expires = nodes[i + 1]:match('^(%d+)|(%d+)$')
  if tonumber(expires) > now then
    viewers = viewers + tonumber(count)
  else
    redis.call('HDEL', KEYS[4], nodes[i])
  end
end
local likes = redis.call('HINCRBY', KEYS[1], 'likes', ARGV[10])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { viewers, likes, root, past, tonumber(redis.call('HGET', KEYS[1], 'f') or 0) }
