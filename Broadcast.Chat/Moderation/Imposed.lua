-- What is imposed on people in this room now, behind Restricted.lua.
-- KEYS none of its own   ARGV viewers...
-- Reply: for each viewer the kind that takes most, or ''. O(viewers).
local reply = {}
for i = viewers, #ARGV do
  local kinds = imposed(ARGV[i], now)
  reply[#reply + 1] = kinds.ban and 'ban' or kinds.shadow and 'shadow' or kinds.timeout and 'timeout' or ''
end
return reply
