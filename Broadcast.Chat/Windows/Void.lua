-- Voids a window that has no result: closed, and voided in the database, or scheduled, and not to be opened.
-- KEYS none of its own   ARGV voidedTail, or '' when nothing was shown  tells: '1' when the database must learn of it
-- Reply: the state, or unknown. O(1).
if not mayBecome('voided') or window.state == 'open' or window.state == 'paused' then return window.state or 'unknown' end
if tells == '1' then refuseIfFull() end
due(nil)
step('voided', voidedTail)
if tells == '1' then handOver() end
publish()
return 'voided'
