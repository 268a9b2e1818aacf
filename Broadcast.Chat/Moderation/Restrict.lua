-- Restricts a person in this room, in place of what held before; removes what they have said, if it is to be.
-- KEYS 4 outcomes  5 restricted (hash)
-- ARGV 7-12 as Record has them  13 viewer  14 kind  15 for ms, or 0  16 what moderators are shown (JSON)  17 '1' for all rooms
--      18 tail of the event that removes, or ''  19 most restrictions  20 kept ms
-- Reply: 1; 0 when there are too many. O(1), or O(chat kept) when messages are removed.
local known = redis.call('HEXISTS', KEYS[5], ARGV[13])
if known == 0 and redis.call('HLEN', KEYS[5]) >= tonumber(ARGV[19]) then return 0 end
local ends = ARGV[15] == '0' and 0 or now + ARGV[15]
redis.call('HSET', KEYS[5], ARGV[13], int(ends) .. ' ' .. ARGV[14] .. ' ' .. ARGV[16])
redis.call('PEXPIRE', KEYS[5], ARGV[20])
if ARGV[18] ~= '' then
  local said = '"by":{"id":"' .. ARGV[13] .. '"'
  for _, entry in ipairs(redis.call('XRANGE', KEYS[3], '-', '+')) do
    if entry[2][4]:find(said, 1, true) then redis.call('XDEL', KEYS[3], entry[1]) end
  end
  append('control', ARGV[18])
end
record(ARGV[13], cjson.decode(ARGV[16]).name, '', ends, ARGV[17])
publish()
return 1
