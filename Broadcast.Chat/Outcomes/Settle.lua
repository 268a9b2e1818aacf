-- Prelude of every script that settles something for the database. refuseIfFull() comes before the script's first change, settle() where it is
-- settled: an outcome is written with its cause, or the whole step is refused. One that waits is never dropped.
-- KEYS outcomesKey (stream: k kind, s subject, then what the kind's feature writes; an id begins with the time)
-- ARGV room  outcomesChannel  outcomesLength: outcomes that may wait
-- Reply: none of its own; the error OUTCOMESFULL. O(1).
local function refuseIfFull()
  if redis.call('XLEN', outcomesKey) >= tonumber(outcomesLength) then error(redis.error_reply('OUTCOMESFULL too many outcomes wait for the database')) end
end

local function settle(sort, subject, ...)
  local entry = add(outcomesKey, 'k', sort, 's', subject, ...)
  redis.call('PUBLISH', outcomesChannel, room)
  return entry
end
