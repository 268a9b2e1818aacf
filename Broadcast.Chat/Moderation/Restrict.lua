-- Restricts a person in this room, in place of an earlier restriction; also removes their messages, when asked to.
-- KEYS restrictedKey (hash)
-- ARGV viewer  kind  duration ms, or 0 for no end  shown: what moderators are shown (JSON)  everywhere: '1' for all rooms
--      removedTail: tail of the event that removes messages, or ''  restrictedMost in a room  restrictedAge: ms to keep them
-- Reply: 1; 0 when the room has too many. O(1), or O(chat kept) when messages are removed.
local known = redis.call('HEXISTS', restrictedKey, viewer)
if known == 0 and redis.call('HLEN', restrictedKey) >= tonumber(restrictedMost) then return 0 end
local ends = duration == '0' and 0 or now + duration
redis.call('HSET', restrictedKey, viewer, int(ends) .. ' ' .. kind .. ' ' .. shown)
redis.call('PEXPIRE', restrictedKey, restrictedAge)
if removedTail ~= '' then
  local said = '"by":{"id":"' .. viewer .. '"'
  for _, entry in ipairs(redis.call('XRANGE', chatKey, '-', '+')) do
    if entry[2][4]:find(said, 1, true) then redis.call('XDEL', chatKey, entry[1]) end
  end
  append('control', removedTail)
end
record(viewer, cjson.decode(shown).name, '', ends, everywhere)
publish()
return 1
