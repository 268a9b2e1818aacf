-- Removes village sites that no longer count as present, up to 500 a call. Their cards stay, for the day's attendance.
-- KEYS presentKey (zset: site → Unix ms until which it counts)  orderKey (zset of labels)  sitesKey (hash, as in Seen.lua)
-- ARGV none
-- Reply: how many were removed. O(removed log present).
local expired = redis.call('ZRANGEBYSCORE', presentKey, '-inf', string.format('%.0f', now), 'LIMIT', 0, 500)
if #expired == 0 then return 0 end
local labels = {}
for _, site in ipairs(redis.call('HMGET', sitesKey, unpack(expired))) do
  if site then
    local place, name = site:match('^%d+\n[^\n]*\n([^\n]*)\n([^\n]*)\n')
    labels[#labels + 1] = place
    labels[#labels + 1] = name
  end
end
if #labels > 0 then redis.call('ZREM', orderKey, unpack(labels)) end
return redis.call('ZREM', presentKey, unpack(expired))
