-- Voids a question that nodes remember and Redis has lost. Does nothing when the question is there.
-- KEYS questionKey (hash)   ARGV voidedTail  fields... of the question, each with its value   Reply: 1 if voided. O(1).
if redis.call('EXISTS', questionKey) == 1 then return 0 end
redis.call('HSET', questionKey, unpack(ARGV, fields))
redis.call('HSET', questionKey, 'state', 'voided', 'root', root)
redis.call('PEXPIRE', questionKey, controlAge)
append('control', voidedTail)
publish()
return 1
