-- Removes an entry whose outcome is kept, for the process that holds the lease on its kind.
-- KEYS outcomesKey (stream)   ARGV entry: its id  group: of older builds, which is not to hand it out either
-- Reply: 1. O(1).
redis.call('XACK', outcomesKey, group, entry)
redis.call('XDEL', outcomesKey, entry)
return 1
