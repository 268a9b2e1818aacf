-- Opens a question, unless one of the stage is open.
-- KEYS 4 question (hash)  5 quiz (hash: open)  6 due (zset: question by acceptUntil)  7 once, if any
-- ARGV 7 question  8 tail of the event  9 acceptUntil  10 once lifetime s  11 '1' if Redis loses nothing at a restart  12… fields and values of the question
-- Reply: {offset, question}; offset 0 when another is open, which is named. O(1).
if KEYS[7] then
  local known = redis.call('HMGET', KEYS[7], 'offset', 'question')
  if known[1] then return { tonumber(known[1]), known[2] } end
end
local open = redis.call('HGET', KEYS[5], 'open')
if open then return { 0, open } end

local offset = append('control', ARGV[8])
-- A Redis that starts again may have lost answers without a trace: the question is good for this run only.
local run = ARGV[11] == '1' and '' or redis.call('INFO', 'server'):match('run_id:(%w+)')
redis.call('HSET', KEYS[4], 'root', root, 'run', run, 'tail', ARGV[8], unpack(ARGV, 12))
redis.call('HSET', KEYS[5], 'open', ARGV[7], 'root', root)
redis.call('ZADD', KEYS[6], ARGV[9], ARGV[7])
for i = 4, 6 do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
if KEYS[7] then
  redis.call('HSET', KEYS[7], 'offset', int(offset), 'question', ARGV[7])
  redis.call('EXPIRE', KEYS[7], ARGV[10])
end
publish()
return { offset, ARGV[7] }
