-- Ends what was imposed on people before a lift of all rooms: a room whose part of Redis was away at the lift, or got a copy late, still has it.
-- KEYS none of its own   ARGV lifts... two each: viewer, when it was lifted (Unix ms)
-- Reply: how many it ended. O(lifts).
local ended = 0
for i = lifts, #ARGV, 2 do
  for _, key in ipairs({ restrictedKey, everywhereKey }) do
    local since = sinceOf(key, ARGV[i])
    if since > 0 and since <= tonumber(ARGV[i + 1]) then ended = ended + redis.call('HDEL', key, ARGV[i]) end
  end
end
return ended
