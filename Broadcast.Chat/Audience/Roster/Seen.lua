-- Records a node's reports of village sites in a room, one batch: which came, which are still here, which left.
-- KEYS presentKey (zset: site → Unix ms until which it counts)  orderKey (zset of labels, "text<tab>site", all scores 0)
--      sitesKey (hash: site → "since\nnode\nlabel\nlabel\ncard")  attendedKey (hash of the day: site → "first|last|ms")
-- ARGV reporter: the node  lifetime ms  grace: ms for which a site that left still counts  kept: ms for which all keys stay
--      reports... five each: site, came|here|left, label by address, label by name, card; the last three are empty unless it came
-- The time between two reports is attended if the site counted as present throughout; a repeated report changes nothing. A report that a
-- site left is ignored when the site has since come to another node.
-- Reply: the sites whose card is not here, which must be reported again as come. O(sites log present).
local function int(n) return string.format('%.0f', n) end
local function call(command, key, arguments)
  if #arguments > 0 then redis.call(command, key, unpack(arguments)) end
end
local function read(site) return site:match('^(%d+)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$') end

local ids = {}
for i = reports, #ARGV, 5 do ids[#ids + 1] = ARGV[i] end
local known = redis.call('HMGET', sitesKey, unpack(ids))
local days = redis.call('HMGET', attendedKey, unpack(ids))
local untils = redis.call('ZMSCORE', presentKey, unpack(ids))
local present, order, sites, attended, gone, unknown = {}, {}, {}, {}, {}, {}

for k, id in ipairs(ids) do
  local i = reports + 5 * (k - 1)
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
  elseif state ~= 'left' or (here and node == reporter) then
    local first, last, ms = (days[k] or ''):match('^(%d+)|(%d+)|(%d+)$')
    ms = tonumber(ms or 0) + (here and last and math.max(0, now - last) or 0)
    attended[#attended + 1] = id
    attended[#attended + 1] = (first or int(now)) .. '|' .. int(now) .. '|' .. int(ms)
    if state == 'came' or not here or node ~= reporter then
      sites[#sites + 1] = id
      sites[#sites + 1] = (here and since or int(now)) .. '\n' .. reporter .. '\n' .. place .. '\n' .. name .. '\n' .. card
    end
    present[#present + 1] = int(now + (state == 'left' and grace or lifetime))
    present[#present + 1] = id
    for _, label in ipairs((state == 'came' or not here) and { place, name } or {}) do
      order[#order + 1] = 0
      order[#order + 1] = label
    end
  end
end
call('ZREM', orderKey, gone)
call('ZADD', presentKey, present)
call('ZADD', orderKey, order)
call('HSET', sitesKey, sites)
call('HSET', attendedKey, attended)
for _, key in ipairs({ presentKey, orderKey, sitesKey, attendedKey }) do redis.call('PEXPIRE', key, kept) end
return unknown
