-- Gives the log a new root because a node knows of entries that it has lost. Positions of before are worth nothing from then on; what is
-- left stays where it is. Does nothing when another node was first.
-- KEYS none of its own   ARGV 7 the root that is to go   Reply: 1 when it went. O(1).
if root ~= ARGV[7] then return 0 end
for i = 2, 3 do
  local newest = redis.call('XREVRANGE', KEYS[i], '+', '-', 'COUNT', 1)[1]
  if newest then last = math.max(last, tonumber(newest[1]:match('^%d+'))) end
end
epoch, root = ARGV[2], ARGV[2]
redis.call('HSET', KEYS[1], 'e', epoch, 'r', root, 's', int(last), 'p', '')
tell('{"e":"' .. epoch .. '","f":' .. int(last) .. ',"t":' .. int(last) .. ',"v":[]}')
return 1
