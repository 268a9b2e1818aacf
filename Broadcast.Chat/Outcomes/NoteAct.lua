-- Notes for the database what somebody has done to a channel by hand, once; the acts of a channel are kept in their order.
-- KEYS onceKey (string) of the act
-- ARGV onceLifetime s  act: its name  by: who (JSON)  before: fields as they were (JSON)  after: fields since (JSON)
-- Reply: 1; 0 when it was noted before. O(1).
if redis.call('EXISTS', onceKey) == 1 then return 0 end
refuseIfFull()
settle('act', 'act', 'act', act, 'by', by, 'before', before, 'after', after, 'at', int(now))
redis.call('SET', onceKey, '1', 'EX', onceLifetime)
return 1
