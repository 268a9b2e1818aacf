-- The roof of what Redis takes of answers in batches: each person's first one and the counts, and nothing else that a room decides.
-- KEYS 1 entries (hash: person → value)  2 counts (hash)   ARGV person, value, person, value…   Reply: for each 1, or 0 when it has one. O(answers).
local replies, counts = {}, {}
for i = 1, #ARGV, 2 do
  local stored = redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
  if stored == 1 then counts[ARGV[i + 1]] = (counts[ARGV[i + 1]] or 0) + 1 end
  replies[#replies + 1] = stored
end
for value, count in pairs(counts) do redis.call('HINCRBY', KEYS[2], value, count) end
return replies
