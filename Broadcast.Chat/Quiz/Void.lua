-- Voids a question that nodes remember and Redis has lost, and tells Api, which may have a result of it. Does nothing when it is there.
-- KEYS questionKey (hash)
-- ARGV id of the question  voidedTail  settleAge: ms that it waits for Api  fields... of the question, each with its value
-- Reply: 1 if voided. O(1).
if redis.call('EXISTS', questionKey) == 1 then return 0 end
redis.call('HSET', questionKey, unpack(ARGV, fields))
redis.call('HSET', questionKey, 'state', 'voided', 'root', root)
redis.call('PEXPIRE', questionKey, settleAge)
append('control', voidedTail)
settle('question', id, 'question', id, 'at', int(now))
publish()
return 1
