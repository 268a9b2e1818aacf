-- Gives the log a new root and epoch because a node knows entries that Redis has lost. Earlier positions become invalid, so that clients
-- resync; the entries that are left keep their offsets. Does nothing when another node was first.
-- KEYS none of its own   ARGV lostRoot: root to end  lostEpoch: epoch of the lost entries   Reply: 1; 0 when it had ended before. O(1).
if root ~= lostRoot then return 0 end
for _, lane in ipairs({ controlKey, chatKey }) do
  local newest = redis.call('XREVRANGE', lane, '+', '-', 'COUNT', 1)[1]
  if newest then last = math.max(last, tonumber(newest[1]:match('^%d+'))) end
end
local since = epoch ~= lostEpoch and epoch or ''
epoch, root = newEpoch, newEpoch
redis.call('HSET', metaKey, 'k', since, 'e', epoch, 'r', root, 's', int(last), 'p', '')
tell('{"e":"' .. epoch .. '","f":' .. int(last) .. ',"t":' .. int(last) .. ',"v":[]}')
return 1
