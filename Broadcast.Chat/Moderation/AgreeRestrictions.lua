-- Ends the bans and shadows that the database does not have, once for each lineage of it: a restored one has none of those that came after its
-- backup. Those whose act still waits to be kept stay.
-- KEYS restrictedKey (hash: viewer to "until kind …")
-- ARGV lineage: of the facts  imposed...: whom the facts restrict in this room
-- Reply: how many it ended. O(restrictions + outcomes that wait).
if tonumber(redis.call('HGET', metaKey, 'l') or 0) >= tonumber(lineage) then return 0 end
redis.call('HSET', metaKey, 'l', lineage)

local stays, ended = {}, 0
for i = imposed, #ARGV do stays[ARGV[i]] = true end
for _, entry in ipairs(redis.call('XRANGE', outcomesKey, '-', '+')) do
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'viewer' then stays[entry[2][i + 1]] = true end
  end
end

local held = redis.call('HGETALL', restrictedKey)
for i = 1, #held, 2 do
  local kind = held[i + 1]:match('^%d+ (%a+)')
  if kind ~= 'timeout' and not stays[held[i]] then ended = ended + redis.call('HDEL', restrictedKey, held[i]) end
end
return ended
