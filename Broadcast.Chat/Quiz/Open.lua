-- Opens a question, unless one of the stage is open.
-- KEYS questionKey (hash)  quizKey (hash: open)  dueKey (zset: question by acceptUntil)  onceKey? (hash: offset, question)
-- ARGV id of the question  openedTail: tail of the event  acceptUntil, Unix ms  onceLifetime s
--      durable: '1' if Redis loses nothing at a restart  fields... of the question, each with its value
-- Reply: {offset, question}; offset 0 when another is open, which is named. O(1).
if onceKey then
  local known = redis.call('HMGET', onceKey, 'offset', 'question')
  if known[1] then return { tonumber(known[1]), known[2] } end
end
local open = redis.call('HGET', quizKey, 'open')
if open then return { 0, open } end

local offset = append('control', openedTail)
-- A Redis that starts again may have lost answers without a trace: the question is good for this run only.
local run = durable == '1' and '' or redis.call('INFO', 'server'):match('run_id:(%w+)')
redis.call('HSET', questionKey, 'root', root, 'epoch', epoch, 'run', run, 'tail', openedTail, unpack(ARGV, fields))
redis.call('HSET', quizKey, 'open', id, 'root', root, 'epoch', epoch)
redis.call('ZADD', dueKey, acceptUntil, id)
for _, key in ipairs({ questionKey, quizKey, dueKey }) do redis.call('PEXPIRE', key, controlAge) end
if onceKey then
  redis.call('HSET', onceKey, 'offset', int(offset), 'question', id)
  redis.call('EXPIRE', onceKey, onceLifetime)
end
publish()
return { offset, id }
