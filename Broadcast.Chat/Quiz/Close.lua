-- Closes an open question and hands it to Api in one step: to be drawn, or, when the log or the run of Redis that it was opened in is gone, to
-- learn whether its result is committed.
-- KEYS questionKey (hash)  answersKey (hash)  quizKey (hash: open)  dueKey (zset)  unsettledKey (set)
-- ARGV id of the question  closedTail  atOnce: '1' to close before its time  tolerance ms after its time
--      settleAge: ms that it waits for Api
-- Reply: the state, or unknown. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'acceptUntil', 'root', 'run', 'epoch')
if question[1] ~= 'open' then
  redis.call('ZREM', dueKey, id)
  return question[1] or 'unknown'
end
local ended = question[3] ~= root and (not question[5] or question[5] ~= redis.call('HGET', metaKey, 'k'))
local lost = ended or (question[4] ~= '' and question[4] ~= redis.call('INFO', 'server'):match('run_id:(%w+)'))
if not lost and atOnce ~= '1' and now <= question[2] + tolerance then return 'open' end
refuseIfFull()

redis.call('ZREM', dueKey, id)
if redis.call('HGET', quizKey, 'open') == id then redis.call('DEL', quizKey) end
append('control', closedTail)
local outcome = settle('question', id, 'question', id, 'at', int(now))
redis.call('HSET', questionKey, 'state', lost and 'doubtful' or 'closed', 'outcome', outcome)
redis.call('SADD', unsettledKey, id)
for _, key in ipairs({ questionKey, answersKey, unsettledKey }) do redis.call('PEXPIRE', key, settleAge) end
publish()
return lost and 'doubtful' or 'closed'
