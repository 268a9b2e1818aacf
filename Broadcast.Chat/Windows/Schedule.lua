-- Makes a window that opens later: at its time, or when the database has promised what it gives. Nothing is shown of it yet.
-- KEYS onceKey? (hash: window) of the call
-- ARGV opensAt: when it opens, or, of one that waits for the database, when it is voided; Unix ms  asks: '1' if it waits for the database
--      onceLifetime s  fields... that its kind adds, each with its value
-- Reply: { 1, window }; { 0, the other } when it waits for the database and another of its kind is open. O(fields).
if onceKey then
  local known = redis.call('HGET', onceKey, 'window')
  if known then return { 1, known } end
end
if window.state then return { 1, id } end
local open = (redis.call('HGET', windowsKey, kind) or ''):match('^%S+')
if asks == '1' and open then return { 0, open } end
if asks == '1' then refuseIfFull() end

window.root, window.epoch, window.run = root, epoch, ''
redis.call('HSET', windowKey, 'root', root, 'epoch', epoch, 'run', '', 'opensAt', opensAt, 'asks', asks, unpack(ARGV, fields))
step('scheduled', '')
due(opensAt)
if asks == '1' then handOver() end
if onceKey then
  redis.call('HSET', onceKey, 'window', id)
  redis.call('EXPIRE', onceKey, onceLifetime)
end
return { 1, id }
