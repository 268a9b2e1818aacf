-- Lets the time of a paused window go on: it ends later by as long as it was paused.
-- KEYS none of its own
-- ARGV pauses: how often it was paused, as the caller has seen it  closesAt, Unix ms  acceptUntil, Unix ms  tolerance ms after it  resumedTail
-- Reply: the state, or unknown; again when the caller has not seen all pauses. O(1).
if window.state ~= 'paused' or isLost() then return window.state or 'unknown' end
if window.pauses ~= pauses then return 'again' end
redis.call('HDEL', windowKey, 'pausedAt')
redis.call('HSET', windowKey, 'closesAt', closesAt, 'acceptUntil', acceptUntil)
step('open', resumedTail)
due(acceptUntil + tolerance)
publish()
return 'open'
