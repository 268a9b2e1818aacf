-- Opens a window: a new one, or one that was scheduled. One of a kind takes entries at a time.
-- KEYS onceKey? (hash: offset, window) of the call
-- ARGV openedTail: tail of the event  closesAt, Unix ms  acceptUntil, Unix ms  tolerance ms after it  onceLifetime s
--      durable: '1' if Redis loses nothing at a restart  fields... that its kind adds, each with its value
-- Reply: { offset, window }; { 0, the other } when another of its kind is open; { 0, '' } when it is past opening. O(fields).
if onceKey then
  local known = redis.call('HMGET', onceKey, 'offset', 'window')
  if known[1] then return { tonumber(known[1]), known[2] } end
end
local open = (redis.call('HGET', windowsKey, kind) or ''):match('^%S+')
if open and open ~= id then return { 0, open } end
if window.state and window.state ~= 'scheduled' then return { 0, '' } end

-- A Redis that starts again or is promoted may have lost entries without a trace: the window is good for this history only.
window.root, window.epoch, window.run = root, epoch, durable == '1' and '' or history
redis.call('HSET', windowKey, 'root', root, 'epoch', epoch, 'run', window.run, 'opensAt', int(now), 'closesAt', closesAt, 'acceptUntil', acceptUntil, 'tail', openedTail, unpack(ARGV, fields))
local offset = step('open', openedTail)
redis.call('HSET', windowKey, 'offset', int(offset))
due(acceptUntil + tolerance)
if onceKey then
  redis.call('HSET', onceKey, 'offset', int(offset), 'window', id)
  redis.call('EXPIRE', onceKey, onceLifetime)
end
publish()
return { offset, id }
