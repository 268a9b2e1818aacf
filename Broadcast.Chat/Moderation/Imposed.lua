-- What is imposed on people in this room now, behind Restricted.lua.
-- KEYS none of its own   ARGV viewers...
-- Reply: for each viewer the kind that takes most, or ''. O(viewers).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local reply = {}
for i = viewers, #ARGV do
  local kinds = imposed(ARGV[i], now)
  reply[#reply + 1] = kinds.ban and 'ban' or kinds.shadow and 'shadow' or kinds.timeout and 'timeout' or ''
end
return reply
