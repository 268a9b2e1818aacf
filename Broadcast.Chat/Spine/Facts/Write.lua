-- Puts the facts in parts, unless Redis has facts that these do not replace: of a later lineage, or of this epoch at a higher revision.
-- KEYS partsKey (hash: lineage, epoch, revision; of each part its name, and 'version NAME'; number: highest fencing number that has written)
--      documentKey (string, for older builds)
-- ARGV lineage  epoch  revision  number: of the writer's lease, 0 without one  document: all parts in one JSON
--      parts... three each: name, version, JSON
-- Reply: 1; 0 when they are not written; minus the number that was seen when it is higher, and they are not written. O(size of the facts).
local known = redis.call('HMGET', partsKey, 'lineage', 'epoch', 'revision')
if known[2] == epoch then
  if tonumber(known[3]) > tonumber(revision) then return 0 end
elseif known[1] and tonumber(known[1]) > tonumber(lineage) then
  return 0
end
local seen = tonumber(redis.call('HGET', partsKey, 'number') or '0')
if seen > tonumber(number) then return -seen end

redis.call('HSET', partsKey, 'number', number)
for i = parts, #ARGV, 3 do
  redis.call('HSET', partsKey, ARGV[i], ARGV[i + 2], 'version ' .. ARGV[i], ARGV[i + 1])
end
redis.call('HSET', partsKey, 'lineage', lineage, 'epoch', epoch, 'revision', revision)
redis.call('SET', documentKey, document)
return 1
