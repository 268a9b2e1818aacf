-- Restricts a person in this room, or in all rooms, of which this is one; in place of what was imposed in as many rooms before. One for all
-- rooms also ends what this room alone had imposed. Ends only what takes less from the person, or what the moderator may end.
-- Removes the person's messages, when asked to.
-- KEYS none of its own
-- ARGV viewer  kind  duration ms, or 0 for no end  shown: what moderators are shown (JSON)  everywhere: '1' for all rooms
--      since: when another room recorded the act, or ''  mayEnd: the kinds that the moderator may end, a blank behind each
--      removedTail: tail of the event that removes messages, or ''  restrictedMost in a room  restrictedAge: ms to keep them
-- Reply: when it was recorded, Unix ms; 0 when the room has too many; -1 when one is in force that the moderator may not end. O(1), O(chat
-- kept) when messages are removed, O(restrictions) when there are too many.
local at = since == '' and now or tonumber(since)
local target = everywhere == '1' and everywhereKey or restrictedKey

local takes = { ['timeout'] = 1, ['shadow'] = 2, ['ban'] = 3 }
local function mayReplace(key)
  local before = held(key, viewer, now)
  return not before or takes[kind] > takes[before] or mayEnd:find(before .. ' ', 1, true)
end

-- Removes those that are over before it says yes.
local function isFull()
  local most = tonumber(restrictedMost)
  if redis.call('HEXISTS', target, viewer) == 1 or redis.call('HLEN', target) < most then return false end
  local all = redis.call('HGETALL', target)
  for i = 1, #all, 2 do
    local ends = all[i + 1]:match('^%d+')
    if ends ~= '0' and tonumber(ends) <= now then redis.call('HDEL', target, all[i]) end
  end
  return redis.call('HLEN', target) >= most
end

if since == '' and not mayReplace(target) then return -1 end
-- A copy that comes late must not replace what was imposed after it.
local newest = (redis.call('HGET', target, viewer) or ''):match('^%d+ %a+@(%d+)')
if since ~= '' and newest and tonumber(newest) > at then return at end
if isFull() then return 0 end

local ends = duration == '0' and 0 or at + duration
redis.call('HSET', target, viewer, int(ends) .. ' ' .. kind .. '@' .. int(at) .. ' ' .. shown)
redis.call('PEXPIRE', target, restrictedAge)
if everywhere == '1' and mayReplace(restrictedKey) then redis.call('HDEL', restrictedKey, viewer) end
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
