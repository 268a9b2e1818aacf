-- Compares a question with what the database has of it, and hands it to Api once more when they differ and nothing waits: its outcome was
-- delivered and lost.
-- KEYS questionKey (hash)  unsettledKey (set)
-- ARGV id of the question  booked: result, voided or nothing
-- Reply: settled when it is compared for good, waiting, or again when it was handed over. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'outcome', 'retold')
local state = question[1]
local entry = question[2] and redis.call('XRANGE', outcomesKey, question[2], question[2])[1]
if entry and entry[2][4] == id then return 'waiting' end
local told = state == 'drawn' or state == 'revealed'
local agreed = not state or state == 'open' or state == booked or (told and (booked ~= 'nothing' or question[3]))
if agreed then
  redis.call('SREM', unsettledKey, id)
  return 'settled'
end
refuseIfFull()

-- Drawn again from the same answers and the same seed, a result that only the room has is the same.
redis.call('HSET', questionKey, 'outcome', settle('question', id, 'question', id, 'at', int(now)))
return 'again'
