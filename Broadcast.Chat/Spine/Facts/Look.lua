-- Reads what a node does not have of the facts.
-- KEYS partsKey (hash: see Write)  documentKey (string: all parts in one JSON, which an Api of an older build writes alone)
-- ARGV epoch  revision, of the node's facts  have... two each: a part's name and the version that the node has, or ''
-- Reply: nil when the node has what Redis has; else { lineage, epoch, revision, name, version, JSON … } with the parts that differ; or
--   { document } when an older build has written since. O(parts), and O(size) of what differs.
local head = redis.call('HMGET', partsKey, 'lineage', 'epoch', 'revision')
-- An older build writes revision and epoch first.
local start = redis.call('GETRANGE', documentKey, 0, 127)
local newest, of = start:match('^{"revision":(%d+),"epoch":"([^"]*)"')
if not newest and not head[1] and start ~= '' then return { redis.call('GET', documentKey) } end
if newest and (not head[1] or (of == head[2] and tonumber(newest) > tonumber(head[3]))) then
  if of == epoch and newest == revision then return nil end
  return { redis.call('GET', documentKey) }
end
if not head[1] then return nil end

local reply = { head[1], head[2], head[3] }
for i = have, #ARGV, 2 do
  local version = redis.call('HGET', partsKey, 'version ' .. ARGV[i])
  if version and version ~= ARGV[i + 1] then
    reply[#reply + 1] = ARGV[i]
    reply[#reply + 1] = version
    reply[#reply + 1] = redis.call('HGET', partsKey, ARGV[i])
  end
end
-- A part may differ in the same revision: a newer build has written it again, with more in it.
if #reply == 3 and head[2] == epoch and head[3] == revision then return nil end
return reply
