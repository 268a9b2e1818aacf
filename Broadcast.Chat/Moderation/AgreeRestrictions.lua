-- Ends the bans and shadows that the database does not have, once for each lineage of it: a restored one has none of those that came after its
-- backup. Those stay that were imposed after the lineage began, or whose act still waits in this room to be kept.
-- KEYS none of its own
-- ARGV lineage: of the facts, when it began (Unix ms)  listed...: whom the facts restrict in this room; in all rooms: '*' and the viewer
-- Reply: how many it ended. O(restrictions + outcomes that wait).
if tonumber(redis.call('HGET', metaKey, 'l') or 0) >= tonumber(lineage) then return 0 end

local stays, ended = {}, 0
for i = listed, #ARGV do stays[ARGV[i]] = true end
for _, entry in ipairs(redis.call('XRANGE', outcomesKey, '-', '+')) do
  for i = 1, #entry[2], 2 do
    local whom = entry[2][i] == 'viewer' and entry[2][i + 1]
    if whom then stays[whom], stays['*' .. whom] = true, true end
  end
end

for mark, key in pairs({ [''] = restrictedKey, ['*'] = everywhereKey }) do
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local later = sinceOf(key, all[i]) > tonumber(lineage)
    if all[i + 1]:match('^%d+ (%a+)') ~= 'timeout' and not later and not stays[mark .. all[i]] then ended = ended + redis.call('HDEL', key, all[i]) end
  end
end
redis.call('HSET', metaKey, 'l', lineage)
return ended
