-- Voids a window that is scheduled, and no other: nobody has entered it, and soon nothing is known of it.
-- KEYS none of its own   ARGV cancelledTail  keptFor: how long it is still known, ms   Reply: the state, or unknown. O(1).
if window.state ~= 'scheduled' then return window.state or 'unknown' end
due(nil)
step('voided', cancelledTail)
redis.call('PEXPIRE', windowKey, keptFor)
publish()
return 'voided'
