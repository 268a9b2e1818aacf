-- Restricts a person in this room, or in all rooms, of which this is one; in place of what was imposed in as many rooms before, if that takes
-- less from the person or is the moderator's to end. Removes the person's messages, when asked to.
-- KEYS none of its own
-- ARGV viewer  kind  duration ms, or 0 for no end  shown: what moderators are shown (JSON)  everywhere: '1' for all rooms
--      since: when another room recorded the act, or ''  mayEnd: the kinds that the moderator may end, a blank behind each
--      removedTail: tail of the event that removes messages, or ''  restrictedMost in a room  restrictedAge: ms to keep them
-- Reply: when it was recorded, Unix ms; 0 when the room has too many; -1 when one is in force that the moderator may not end. O(1), O(chat
-- kept) when messages are removed, O(restrictions) when there are too many.
local at = since == '' and now or tonumber(since)
local ends = duration == '0' and 0 or at + duration
local target = everywhere == '1' and everywhereKey or restrictedKey

local function mayReplace()
  local takes = { ['timeout'] = 1, ['shadow'] = 2, ['ban'] = 3 }
  local before, till = held(target, viewer, now)
  if not before or mayEnd:find(before .. ' ', 1, true) then return true end
  return takes[kind] > (takes[before] or 0) and (ends == 0 or till ~= 0 and ends >= till)
end

-- Removes those that are over before it says yes.
local function isFull()
  local most = tonumber(restrictedMost)
  if redis.call('HEXISTS', target, viewer) == 1 or redis.call('HLEN', target) < most then return false end
  local all = redis.call('HGETALL', target)
  for i = 1, #all, 2 do
    local till = tonumber(all[i + 1]:match('^%d+') or 0)
    if till ~= 0 and till <= now then redis.call('HDEL', target, all[i]) end
  end
  return redis.call('HLEN', target) >= most
end

if since == '' and not mayReplace() then return -1 end
-- A copy that comes late must not replace what was imposed after it.
if since ~= '' and sinceOf(target, viewer) > at then return at end
if isFull() then return 0 end

redis.call('HSET', target, viewer, int(ends) .. ' ' .. kind .. ' {"since":' .. int(at) .. ',' .. shown:sub(2))
redis.call('PEXPIRE', target, restrictedAge)
if removedTail ~= '' then
  local said = '"by":{"id":"' .. viewer .. '"'
  for _, entry in ipairs(redis.call('XRANGE', chatKey, '-', '+')) do
    if entry[2][4]:find(said, 1, true) then redis.call('XDEL', chatKey, entry[1]) end
  end
  append('control', removedTail)
end
record(viewer, cjson.decode(shown).name, '', ends, everywhere)
publish()
return at
