-- Second prelude, between LogEpoch and RoomLog: keeps the events that a room's picture shows, because the log keeps them for some time only.
-- KEYS shownKey (hash: "pin", "onair", "room.mode", and "type id" or "type id pause" for the steps of a window, each to "offset time tail")
-- ARGV none of its own
-- The same rules as in Live/RoomPicture.cs: of a kind eight windows, and the last result; 32 that are only scheduled, until they open or end.
-- Reply: none of its own. O(1), for a window's event O(windows shown).
local windowSteps = { ['scheduled'] = 1, ['cancelled'] = 1, ['opened'] = 1, ['paused'] = 1, ['resumed'] = 1, ['closed'] = 1, ['revealed'] = 1, ['settled'] = 1, ['voided'] = 1 }
local lastSteps = { ['revealed'] = 1, ['settled'] = 1, ['voided'] = 1 }

-- Calls visit with the step, the window and the field of each event of the windows of a kind, its family.
local function eachStep(family, visit)
  for _, field in ipairs(redis.call('HKEYS', shownKey)) do
    local other, step, window = field:match('^(%a+)%.(%a+) (%S+)')
    if other == family then visit(step, window, field) end
  end
end

local function forget(family, window, steps)
  eachStep(family, function(step, other, field)
    if other == window and (not steps or steps[step]) then redis.call('HDEL', shownKey, field) end
  end)
end

local function showStep(family, step, window, pause, kept)
  local begins, first = step == 'opened' or step == 'scheduled', family .. '.' .. step .. ' '
  local function has(other) return redis.call('HEXISTS', shownKey, family .. '.' .. other .. ' ' .. window) == 1 end
  -- A database that was restored tells its windows again from the beginning.
  local again = step == 'opened' and (has('revealed') or has('settled') or has('voided'))
  if again or not has('opened') then
    forget(family, window)
    if not begins then return end
  elseif step == 'scheduled' or step == 'cancelled' then
    return
  end
  if pause then forget(family, window, { ['paused'] = 1, ['resumed'] = 1 }) end
  redis.call('HSET', shownKey, family .. '.' .. step .. ' ' .. window .. (pause and ' ' .. int(pause) or ''), kept)
  local settles, begun = lastSteps[step], {}
  eachStep(family, function(other, another)
    if begins and other == step then begun[#begun + 1] = another end
    if settles and another ~= window and lastSteps[other] then forget(family, another) end
  end)
  if begins and #begun > (step == 'opened' and 8 or 32) then
    local function place(one) return tonumber(redis.call('HGET', shownKey, first .. one):match('^%d+')) end
    table.sort(begun, function(one, other) return place(one) < place(other) end)
    forget(family, begun[1])
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
  else
    local family, step = sort:match('^(%a+)%.(%a+)$')
    if windowSteps[step] then showStep(family, step, event.data.id, event.data.pause, kept) end
  end
end
