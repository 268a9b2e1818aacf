-- Closes a window. One that the database keeps is handed to it in the same step: to be decided, or, when the log or the server's history that it
-- was opened in is gone, to learn whether it is decided. One that only Redis keeps is then voided.
-- KEYS none of its own
-- ARGV closedTail  lostTail: in its place when a part may be lost  atOnce: '1' to close before its time  tolerance ms after its time
-- Reply: the state, or unknown. O(1).
if window.state ~= 'open' and window.state ~= 'paused' then
  if not window.state then leave() end
  if not window.state or (window.kept == '1' and window.state ~= 'scheduled') then redis.call('ZREM', dueKey, name) end
  return window.state or 'unknown'
end
local lost = isLost()
local over = window.state == 'open' and now > window.acceptUntil + tolerance
if not lost and atOnce ~= '1' and not over then return window.state end
if window.kept == '1' then refuseIfFull() end

if window.kept == '1' then
  due(nil)
  local tail = lost and lostTail or closedTail
  redis.call('HSET', windowKey, 'ended', tail)
  step(lost and 'doubtful' or 'closed', tail)
  handOver()
elseif lost then
  due(nil)
  step('voided', lostTail)
else
  due(now)
  step('closed', closedTail)
end
publish()
return window.state
