-- Notes for the database what somebody has done to a relay by hand, once; the acts of a relay are kept in their order.
-- KEYS onceKey (string) of the act
-- ARGV onceLifetime s  act: its name  by: who (JSON)  before: what was on air (JSON)  after: what is to be on air (JSON)
-- Reply: 1; 0 when it was noted before. O(1).
if redis.call('EXISTS', onceKey) == 1 then return 0 end
refuseIfFull()
settle('relay', 'relay', 'act', act, 'by', by, 'before', before, 'after', after, 'at', int(now))
redis.call('SET', onceKey, '1', 'EX', onceLifetime)
return 1
