-- Stops the time of an open window. What viewers see with a delay they may still answer, for as long as after its end.
-- KEYS none of its own   ARGV pauses: how often it was paused, as the caller has seen it  pausedTail
-- Reply: the state, or unknown; again when the caller has not seen all pauses. O(1).
if window.state ~= 'open' or isLost() then return window.state or 'unknown' end
if (window.pauses or '0') ~= pauses then return 'again' end
redis.call('HSET', windowKey, 'pausedAt', int(now), 'pauses', pauses + 1)
step('paused', pausedTail)
due(nil)
publish()
return 'paused'
