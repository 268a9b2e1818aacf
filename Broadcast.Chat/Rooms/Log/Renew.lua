-- Gives the log a new epoch because its end was lost: the offset went back behind what a node has seen, or an entry there differs.
-- What is still pinned is said again as the first event. Does nothing when another node was first.
-- KEYS 4 pin (hash)
-- ARGV 7 the epoch that is to go
-- Reply: the epoch in force.
if epoch ~= ARGV[7] then return epoch end
epoch = ARGV[2]
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('HSET', KEYS[1], 'e', epoch, 's', 0)
local tail = redis.call('HGET', KEYS[4], 'tail')
if tail then
  append('control', tail)
  publish()
else
  redis.call('PUBLISH', ARGV[1], '{"e":"' .. epoch .. '","f":0,"t":0,"v":[]}')
end
return epoch
