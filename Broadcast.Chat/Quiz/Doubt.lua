-- Makes a question that nodes remember and Redis has lost anew, as closed, and asks Api whether its result is committed. If the result was
-- heard, it is revealed as soon as it is there again.
-- KEYS questionKey (hash)  unsettledKey (set)
-- ARGV id of the question  openedTail  closedTail  heard: '1' or ''  settleAge: ms that it waits for Api
--      fields... of the question, each with its value
-- Reply: the state. O(1).
local state = redis.call('HGET', questionKey, 'state')
if not state then
  refuseIfFull()
  append('control', openedTail)
  append('control', closedTail)
  local outcome = settle('question', id, 'question', id, 'at', int(now))
  redis.call('HSET', questionKey, unpack(ARGV, fields))
  redis.call('HSET', questionKey, 'state', 'doubtful', 'root', root, 'tail', openedTail, 'outcome', outcome)
  redis.call('SADD', unsettledKey, id)
  for _, key in ipairs({ questionKey, unsettledKey }) do redis.call('PEXPIRE', key, settleAge) end
  publish()
  state = 'doubtful'
end
if heard == '1' and state ~= 'voided' then redis.call('HSET', questionKey, 'wanted', 1) end
return state
