-- Tells a room the steps of a window that the database keeps: those behind the last that it was told, or all when the log, or the database,
-- has begun anew. So each is told once, whoever tells it how often.
-- KEYS toldKey (hash: "kind id" → "revision root book")
-- ARGV shownWindow: "kind id"  book: which life of the database it is  lifetime ms  newSteps... two each: revision, tail
-- Reply: how many were appended. O(newSteps).
local told, itsRoot, itsBook = (redis.call('HGET', toldKey, shownWindow) or ''):match('^(%d+) (%S+) (%S+)$')
local known, count = (itsRoot == root and itsBook == book) and tonumber(told) or 0, 0
for i = newSteps, #ARGV, 2 do
  if tonumber(ARGV[i]) > known then
    append('control', ARGV[i + 1])
    known, count = tonumber(ARGV[i]), count + 1
  end
end
if count > 0 then redis.call('HSET', toldKey, shownWindow, int(known) .. ' ' .. root .. ' ' .. book) end
redis.call('PEXPIRE', toldKey, lifetime)
publish()
return count
