-- Closes a window. One that the database keeps is handed to it in the same step: to be decided, or, when the log or the server's history that it
-- was opened in is gone, to learn whether it is decided. One that only Redis keeps is then voided. One that lacks what decides it waits
-- for Mark, and is due when it has waited for too long.
-- KEYS none of its own
-- ARGV closedTail  lostTail: in its place when a part may be lost  atOnce: '1' to close before its time  tolerance ms after its time
--      markWithin ms after its close
-- Reply: the state, or unknown. O(1).
if window.state ~= 'open' and window.state ~= 'paused' then
  if not window.state then leave() end
  local waits = window.state == 'closed' and window.lacks
  if not window.state or (window.kept == '1' and window.state ~= 'scheduled' and not waits) then redis.call('ZREM', dueKey, name) end
  return window.state or 'unknown'
end
local lost = isLost()
local over = window.state == 'open' and now > window.acceptUntil + tolerance
if not lost and atOnce ~= '1' and not over then return window.state end
if window.kept == '1' then refuseIfFull() end

if window.kept == '1' then
  due(not lost and window.lacks and now + markWithin or nil)
  local tail = lost and lostTail or closedTail
  redis.call('HSET', windowKey, 'ended', tail)
  step(lost and 'doubtful' or 'closed', tail)
  if lost or not window.lacks then handOver() end
elseif lost then
  due(nil)
  step('voided', lostTail)
else
  due(now)
  step('closed', closedTail)
end
publish()
return window.state
