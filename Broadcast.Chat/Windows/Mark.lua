-- Writes the field that decides a window: as often as wanted while it takes entries, and once when it has closed without it; then the window is handed
-- to the database in the same step. From its close on, what is written stays.
-- Whoever has written it may say so again; nobody else learns by trying what it is, until the result is shown.
-- KEYS none of its own   ARGV mark: the field  wanted: its value  by: who writes
-- Reply: marked, also when it stays with this value; else the state, or unknown. O(1).
local takes = (window.state == 'open' or window.state == 'paused') and not isLost()
local waits = window.state == 'closed' and window.lacks
if not takes and not waits then
  local stays = window.state == 'closed' or window.state == 'sealed' or window.state == 'settled'
  local written = redis.call('HMGET', windowKey, mark, 'markedBy')
  local mayKnow = window.state == 'settled' or written[2] == by
  return stays and mayKnow and written[1] == wanted and 'marked' or window.state or 'unknown'
end
if waits then refuseIfFull() end
redis.call('HSET', windowKey, mark, wanted, 'markedBy', by)
redis.call('HDEL', windowKey, 'lacks')
if waits then
  due(nil)
  handOver()
end
return 'marked'
