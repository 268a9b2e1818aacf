-- Puts village sites away of which nothing was told in their lifetime, up to 500 at a time. Their cards stay, for the day's attendance.
-- KEYS 1 present (zset: site → ms until which it counts)  2 order (zset of labels)  3 sites (hash, as Seen.lua has it)
-- ARGV none
-- Reply: how many went. O(gone log present).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, 500)
if #expired == 0 then return 0 end
local labels = {}
for _, site in ipairs(redis.call('HMGET', KEYS[3], unpack(expired))) do
  if site then
    local place, name = site:match('^%d+\n[^\n]*\n([^\n]*)\n([^\n]*)\n')
    labels[#labels + 1] = place
    labels[#labels + 1] = name
  end
end
if #labels > 0 then redis.call('ZREM', KEYS[2], unpack(labels)) end
return redis.call('ZREM', KEYS[1], unpack(expired))
