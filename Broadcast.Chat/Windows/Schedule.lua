-- Makes a window that opens later: at its time, or when the database has promised what it gives.
-- KEYS onceKey? (hash: offset, window) of the call
-- ARGV opensAt: when it opens, or, of one that waits for the database, when it is voided; Unix ms  asks: '1' if it waits for the database
--      scheduledTail: tail of the event, or '' when nothing is shown of it  most: windows that may wait for their next step
--      onceLifetime s  fields... that its kind adds, each with its value
-- Reply: { 1, window, offset }; { 0, the other, 0 } when it waits for the database and another of its kind is open; { 0, '', 0 } when too many
--        wait, or it was refused. O(fields).
if onceKey then
  local known = redis.call('HMGET', onceKey, 'window', 'offset')
  if known[1] then return { 1, known[1], tonumber(known[2] or 0) } end
end
if window.refused then return { 0, '', 0 } end
if window.state then return { 1, id, 0 } end
local open = (redis.call('HGET', windowsKey, kind) or ''):match('^%S+')
if asks == '1' and open then return { 0, open, 0 } end
if redis.call('ZCARD', dueKey) >= tonumber(most) then return { 0, '', 0 } end
if asks == '1' then refuseIfFull() end

window.root, window.epoch, window.run = root, epoch, ''
redis.call('HSET', windowKey, 'root', root, 'epoch', epoch, 'run', '', 'opensAt', opensAt, 'asks', asks, unpack(ARGV, fields))
local offset = step('scheduled', scheduledTail) or 0
due(opensAt)
if asks == '1' then handOver() end
if onceKey then
  redis.call('HSET', onceKey, 'window', id, 'offset', int(offset))
  redis.call('EXPIRE', onceKey, onceLifetime)
end
publish()
return { 1, id, offset }
