-- A node's heartbeat in a room: writes how many people the node has, and reads how many there are on all nodes.
-- A node that is silent for its lifetime counts no more: no number is counted up and down, so none can leak. The lifetime begins when the
-- node sent the beat (its now), not when it arrived here: a beat that a dead node left in a socket does not bring the node back.
-- KEYS audienceKey (hash: node → "people|expires at ms")  dayKey (hash of the day's numbers, below)
-- ARGV node  nodePeople: people on it  lifetime ms  watchedToday: ms on the node, summed over people  hour of the day: h00 to h23
--      windowLength ms  kept: ms for which the day stays  newDay: a random name for the day, used if the day has none yet
-- Fields of the day: id, its name; w:<node>, ms watched on a node; peak, peakAt (Unix ms) and h00 to h23, the highest numbers that held
-- for a whole window, so people who reconnect to another node before their old one expires are not counted twice; at and low, the start
-- of the current window (Unix ms) and its lowest number.
-- Reply: { viewers, live nodes, ms until another node may expire or -1, name of the day }. O(nodes).
local function int(n) return string.format('%.0f', n) end

redis.call('HSET', audienceKey, node, nodePeople .. '|' .. int(sent + lifetime))
redis.call('PEXPIRE', audienceKey, 2 * lifetime)

local viewers, next, alive = 0, -1, {}
local nodes = redis.call('HGETALL', audienceKey)
for i = 1, #nodes, 2 do
  local people, expires = nodes[i + 1]:match('^(%d+)|(%d+)$')
  local left = tonumber(expires) - now
  if left > 0 then
    viewers = viewers + tonumber(people)
    alive[#alive + 1] = nodes[i]
    if nodes[i] ~= node and (next < 0 or left < next) then next = left end
  else
    redis.call('HDEL', audienceKey, nodes[i])
  end
end

redis.call('HSETNX', dayKey, 'id', newDay)
local watched = 'w:' .. node
local day = redis.call('HMGET', dayKey, 'id', watched, 'at', 'low', 'peak', hour)
if tonumber(day[2] or 0) < tonumber(watchedToday) then redis.call('HSET', dayKey, watched, watchedToday) end
local window = math.floor(now / windowLength) * windowLength
-- A node whose clock is behind reports in the window that is.
if tonumber(day[3] or 0) >= window then
  if viewers < tonumber(day[4]) then redis.call('HSET', dayKey, 'low', viewers) end
else
  local held = tonumber(day[4] or 0)
  if held > tonumber(day[5] or 0) then redis.call('HSET', dayKey, 'peak', held, 'peakAt', day[3]) end
  if held > tonumber(day[6] or 0) then redis.call('HSET', dayKey, hour, held) end
  redis.call('HSET', dayKey, 'at', int(window), 'low', viewers)
end
redis.call('PEXPIRE', dayKey, kept)
return { viewers, alive, next, day[1] }
