-- What a node tells of village sites in a room, a batch of them: who came, who is still here, who left.
-- KEYS 1 present (zset: site → ms until which it counts)  2 order (zset of labels, "text<tab>site", all scores 0)
--      3 sites (hash: site → "since\nnode\nlabel\nlabel\ncard")  4 attended (hash of the day: site → "first|last|ms")
-- ARGV 1 node  2 lifetime ms  3 ms for which one who left still counts  4 ms for which all of it is kept
--      5… fives: site, came|here|left, label, label, card; the last three are empty unless it came
-- Time between two tellings is attended when the site counted as present all the while; telling twice changes nothing. Of a site that
-- has come to another node meanwhile, the leaving is passed over.
-- Reply: the sites whose card is not here, which must come again. O(sites log present).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function int(n) return string.format('%.0f', n) end
local function call(command, key, arguments)
  if #arguments > 0 then redis.call(command, key, unpack(arguments)) end
end
local function read(site) return site:match('^(%d+)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$') end

local ids = {}
for i = 5, #ARGV, 5 do ids[#ids + 1] = ARGV[i] end
local known = redis.call('HMGET', KEYS[3], unpack(ids))
local days = redis.call('HMGET', KEYS[4], unpack(ids))
local untils = redis.call('ZMSCORE', KEYS[1], unpack(ids))
local present, order, sites, attended, gone, unknown = {}, {}, {}, {}, {}, {}

for k, id in ipairs(ids) do
  local i = 5 * k
  local state, here = ARGV[i + 1], untils[k] and tonumber(untils[k]) > now
  local since, node, place, name, card
  if known[k] then since, node, place, name, card = read(known[k]) end
  if state == 'came' then
    if place and place ~= ARGV[i + 2] then gone[#gone + 1] = place end
    if name and name ~= ARGV[i + 3] then gone[#gone + 1] = name end
    place, name, card = ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  end
  if not card then
    if state ~= 'left' then unknown[#unknown + 1] = id end
  elseif state ~= 'left' or (here and node == ARGV[1]) then
    local first, last, ms = (days[k] or ''):match('^(%d+)|(%d+)|(%d+)$')
    ms = tonumber(ms or 0) + (here and last and now - last or 0)
    attended[#attended + 1] = id
    attended[#attended + 1] = (first or int(now)) .. '|' .. int(now) .. '|' .. int(ms)
    if state == 'came' or not here or node ~= ARGV[1] then
      sites[#sites + 1] = id
      sites[#sites + 1] = (here and since or int(now)) .. '\n' .. ARGV[1] .. '\n' .. place .. '\n' .. name .. '\n' .. card
    end
    present[#present + 1] = int(now + (state == 'left' and ARGV[3] or ARGV[2]))
    present[#present + 1] = id
    for _, label in ipairs((state == 'came' or not here) and { place, name } or {}) do
      order[#order + 1] = 0
      order[#order + 1] = label
    end
  end
end
call('ZREM', KEYS[2], gone)
call('ZADD', KEYS[1], present)
call('ZADD', KEYS[2], order)
call('HSET', KEYS[3], sites)
call('HSET', KEYS[4], attended)
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[4]) end
return unknown
