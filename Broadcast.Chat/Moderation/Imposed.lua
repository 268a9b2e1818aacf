-- What is imposed on people in this room now.
-- KEYS restrictedKey (hash: viewer to "until kind …", until in Unix ms, 0 for no end)   ARGV viewers...
-- Reply: for each viewer the kind, or ''. O(viewers).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local reply = {}
for i = viewers, #ARGV do
  local ends, kind = (redis.call('HGET', restrictedKey, ARGV[i]) or ''):match('^(%d+) (%a+)')
  reply[#reply + 1] = kind and (ends == '0' or tonumber(ends) > now) and kind or ''
end
return reply
