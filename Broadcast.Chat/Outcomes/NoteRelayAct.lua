-- Notes for the database what somebody has done to a relay by hand; the acts of a relay are kept in their order.
-- KEYS none of its own
-- ARGV act: its name  by: who (JSON)  before: what was on air (JSON)  after: what is to be on air (JSON)
-- Reply: 1. O(1).
refuseIfFull()
settle('relay', 'relay', 'act', act, 'by', by, 'before', before, 'after', after, 'at', int(now))
return 1
