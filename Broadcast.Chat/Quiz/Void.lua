-- Voids a question that nodes remember and Redis has lost. Does nothing when the question is there.
-- KEYS 4 question (hash)   ARGV 7 tail of voided  8… fields and values of the question   Reply: 1 if voided. O(1).
if redis.call('EXISTS', KEYS[4]) == 1 then return 0 end
redis.call('HSET', KEYS[4], unpack(ARGV, 8))
redis.call('HSET', KEYS[4], 'state', 'voided', 'root', root)
redis.call('PEXPIRE', KEYS[4], ARGV[4])
append('control', ARGV[7])
publish()
return 1
