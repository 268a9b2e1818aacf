-- A node's heartbeat in a room: says how many people it has, and reads how many there are on all nodes.
-- A node that is silent for its lifetime counts no more: nothing is counted up and down, so nothing can leak. The lifetime begins when
-- the node spoke and not when it was heard: what a dead node left in a socket does not bring it back.
-- KEYS 1 audience (hash: node → "people|expires at ms")  2 the day's numbers (hash, below)
-- ARGV 1 node  2 people here  3 lifetime ms  4 when the node spoke, ms of this server's clock, or 0 when it does not know the clock yet
--      5 ms watched here today, of all people  6 hour of the day: h00 to h23  7 window ms  8 ms for which the day is kept
--      9 a name for the day if it begins here
-- day: id its name; w:<node> ms watched there; peak, peakAt (Unix ms) and h00 to h23 the highest numbers that held for a whole window, so
-- that people who come back elsewhere before their old node has expired are not counted twice; at, low the running window and its lowest.
-- Reply: { now, viewers, nodes, ms until another node may expire or -1, name of the day }. O(nodes).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function int(n) return string.format('%.0f', n) end

local spoke = tonumber(ARGV[4])
if spoke == 0 or spoke > now then spoke = now end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. int(spoke + ARGV[3]))
redis.call('PEXPIRE', KEYS[1], 2 * ARGV[3])

local viewers, next, alive = 0, -1, {}
local nodes = redis.call('HGETALL', KEYS[1])
for i = 1, #nodes, 2 do
  local people, expires = nodes[i + 1]:match('^(%d+)|(%d+)$')
  local left = tonumber(expires) - now
  if left > 0 then
    viewers = viewers + tonumber(people)
    alive[#alive + 1] = nodes[i]
    if nodes[i] ~= ARGV[1] and (next < 0 or left < next) then next = left end
  else
    redis.call('HDEL', KEYS[1], nodes[i])
  end
end

redis.call('HSETNX', KEYS[2], 'id', ARGV[9])
local watched = 'w:' .. ARGV[1]
local day = redis.call('HMGET', KEYS[2], 'id', watched, 'at', 'low', 'peak', ARGV[6])
if tonumber(day[2] or 0) < tonumber(ARGV[5]) then redis.call('HSET', KEYS[2], watched, ARGV[5]) end
local window = math.floor(now / ARGV[7]) * ARGV[7]
if tonumber(day[3]) == window then
  if viewers < tonumber(day[4]) then redis.call('HSET', KEYS[2], 'low', viewers) end
else
  local held = tonumber(day[4] or 0)
  if held > tonumber(day[5] or 0) then redis.call('HSET', KEYS[2], 'peak', held, 'peakAt', day[3]) end
  if held > tonumber(day[6] or 0) then redis.call('HSET', KEYS[2], ARGV[6], held) end
  redis.call('HSET', KEYS[2], 'at', int(window), 'low', viewers)
end
redis.call('PEXPIRE', KEYS[2], ARGV[8])
return { now, viewers, alive, next, day[1] }
