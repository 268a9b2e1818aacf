-- Closes an open question and hands it to Api in one step; voids it when the log or the run of Redis that it was opened in is gone.
-- KEYS questionKey (hash)  answersKey (hash)  quizKey (hash: open)  dueKey (zset)
-- ARGV id of the question  closedTail  voidedTail  atOnce: '1' to close before its time  settleAge: ms that it waits for Api
-- Reply: the state, or unknown. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'acceptUntil', 'root', 'run')
if question[1] ~= 'open' then
  redis.call('ZREM', dueKey, id)
  return question[1] or 'unknown'
end
local lost = question[3] ~= root or (question[4] ~= '' and question[4] ~= redis.call('INFO', 'server'):match('run_id:(%w+)'))
if not lost and atOnce ~= '1' and now <= tonumber(question[2]) then return 'open' end
refuseIfFull()

redis.call('ZREM', dueKey, id)
if redis.call('HGET', quizKey, 'open') == id then redis.call('DEL', quizKey) end
redis.call('HSET', questionKey, 'state', lost and 'voided' or 'closed')
redis.call('PEXPIRE', questionKey, settleAge)
redis.call('PEXPIRE', answersKey, settleAge)
append('control', lost and voidedTail or closedTail)
settle('question', id, 'question', id, 'at', int(now))
publish()
return lost and 'voided' or 'closed'
