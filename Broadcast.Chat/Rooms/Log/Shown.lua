-- Second prelude, between LogEpoch and RoomLog: keeps the events that a room's picture shows, because the log keeps them for some time only.
-- KEYS shownKey (hash: "pin", "onair", "room.mode", and "type id" for a question's events, each to "offset time tail")   ARGV none of its own
-- The same rules as in Live/RoomPicture.cs: eight questions at most, and of those with a result the last one.
-- Reply: none of its own. O(1), for a question's event O(questions shown).
local function forget(question)
  for _, step in ipairs({ 'opened', 'closed', 'revealed', 'voided' }) do
    redis.call('HDEL', shownKey, 'question.' .. step .. ' ' .. question)
  end
end

local function showQuestion(sort, question, kept)
  if sort ~= 'question.opened' and redis.call('HEXISTS', shownKey, 'question.opened ' .. question) == 0 then return end
  redis.call('HSET', shownKey, sort .. ' ' .. question, kept)
  local settles, opened = sort == 'question.revealed' or sort == 'question.voided', {}
  for _, field in ipairs(redis.call('HKEYS', shownKey)) do
    local step, other = field:match('^question%.(%a+) (.+)')
    if step == 'opened' then opened[#opened + 1] = other end
    if settles and other ~= question and (step == 'revealed' or step == 'voided') then forget(other) end
  end
  if sort == 'question.opened' and #opened > 8 then
    local function place(one) return tonumber(redis.call('HGET', shownKey, 'question.opened ' .. one):match('^%d+')) end
    table.sort(opened, function(one, other) return place(one) < place(other) end)
    forget(opened[1])
  end
end

local function show(place, tail)
  local event = cjson.decode('{' .. tail)
  local sort, kept = event.type, int(place) .. ' ' .. int(now) .. ' ' .. tail
  if sort == 'pin' or sort == 'onair' or sort == 'room.mode' then
    redis.call('HSET', shownKey, sort, kept)
  elseif sort == 'unpin' then
    local pinned = redis.call('HGET', shownKey, 'pin')
    if pinned and pinned:find('"pin":"' .. event.data.pin .. '"', 1, true) then redis.call('HDEL', shownKey, 'pin') end
  elseif sort:find('^question%.') then
    showQuestion(sort, event.data.id, kept)
  end
end
