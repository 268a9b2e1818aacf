-- Voids a window that takes entries, or that has closed without what decides it, because somebody calls it off. One that may have lost something is
-- left to Close: the database may have its result.
-- KEYS none of its own   ARGV voidedTail  late: '1' only when nobody has marked it in time   Reply: the state, or unknown. O(1).
local takes = (window.state == 'open' or window.state == 'paused') and not isLost()
if not takes and not (window.state == 'closed' and window.lacks) then return window.state or 'unknown' end
if late == '1' and (takes or (tonumber(redis.call('ZSCORE', dueKey, name) or now)) >= now) then return window.state end
if window.kept == '1' then refuseIfFull() end
due(nil)
redis.call('HSET', windowKey, 'ended', voidedTail)
step('voided', voidedTail)
if window.kept == '1' then handOver() end
publish()
return 'voided'
