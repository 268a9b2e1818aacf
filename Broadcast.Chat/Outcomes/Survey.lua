-- Says what waits in a room.
-- KEYS outcomesKey (stream)   ARGV most: oldest entries that are looked at  kinds... that the asking process knows
-- Reply: { entries, age of the oldest in ms, the kinds of the looked at entries that are not known, each as often as it is there }. O(most).
local waiting = redis.call('XLEN', outcomesKey)
if waiting == 0 then return { 0, 0, {} } end
local known, unknown = {}, {}
for i = kinds, #ARGV do known[ARGV[i]] = true end
local oldest = redis.call('XRANGE', outcomesKey, '-', '+', 'COUNT', most)
for _, entry in ipairs(oldest) do
  if not known[entry[2][2]] then unknown[#unknown + 1] = entry[2][2] end
end
local age = now - oldest[1][1]:match('^%d+')
return { waiting, math.max(0, age), unknown }
