-- Compares a window with what the database has of it, and hands it over once more when they differ and nothing waits: its outcome was
-- delivered and lost.
-- KEYS none of its own   ARGV booked: result, voided or nothing
-- Reply: settled when it is compared for good, waiting, or again when it was handed over. O(1).
local state, told = window.state, window.state == 'sealed' or window.state == 'settled'
local outcome, retold, tail = unpack(redis.call('HMGET', windowKey, 'outcome', 'retold', 'tail'))
local entry = outcome and redis.call('XRANGE', outcomesKey, outcome, outcome)[1]
if entry and entry[2][4] == id then return 'waiting' end
local takes = state == 'scheduled' or state == 'open' or state == 'paused'
local neverOpened = state == 'voided' and not tail
if not state or takes or neverOpened or state == booked or (told and (booked ~= 'nothing' or retold)) then
  redis.call('SREM', unsettledKey, name)
  return 'settled'
end
refuseIfFull()

-- Decided again from the same entries and the same seed, a result that only the room has is the same.
handOver()
return 'again'
