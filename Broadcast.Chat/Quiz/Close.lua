-- Closes an open question and hands it to Api in one step; voids it when the log or the run of Redis that it was opened in is gone.
-- KEYS 4 question (hash)  5 quiz (hash: open)  6 due (zset)  7 outcomes (stream)
-- ARGV 7 stage  8 channel of outcomes  9 length of outcomes  10 question  11 tail of closed  12 tail of voided  13 '1' to close before its time
-- Reply: the state, or unknown. O(1).
local question = redis.call('HMGET', KEYS[4], 'state', 'acceptUntil', 'root', 'run')
if question[1] ~= 'open' then
  redis.call('ZREM', KEYS[6], ARGV[10])
  return question[1] or 'unknown'
end
local lost = question[3] ~= root or (question[4] ~= '' and question[4] ~= redis.call('INFO', 'server'):match('run_id:(%w+)'))
if not lost and ARGV[13] ~= '1' and now <= tonumber(question[2]) then return 'open' end

redis.call('ZREM', KEYS[6], ARGV[10])
if redis.call('HGET', KEYS[5], 'open') == ARGV[10] then redis.call('DEL', KEYS[5]) end
if lost then
  redis.call('HSET', KEYS[4], 'state', 'voided')
  append('control', ARGV[12])
  publish()
  return 'voided'
end
redis.call('HSET', KEYS[4], 'state', 'closed')
append('control', ARGV[11])
redis.call('XADD', KEYS[7], 'MAXLEN', '~', ARGV[9], '*', 'k', 'question', 'question', ARGV[10], 'at', int(now))
publish()
redis.call('PUBLISH', ARGV[8], ARGV[7])
return 'closed'
