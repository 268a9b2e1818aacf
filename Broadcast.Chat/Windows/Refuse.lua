-- Marks an id as refused, if no window was made with it: from then on none can be opened or scheduled.
-- KEYS none of its own   ARGV keptFor: how long that is known, ms   Reply: 1 when it will never open; 0 when it was made. O(1).
if window.state then return window.refused and 1 or 0 end
redis.call('HSET', windowKey, 'state', 'voided', 'refused', '1')
redis.call('PEXPIRE', windowKey, keptFor)
return 1
