-- Finds what must be closed: questions past their time, and an open one whose log is gone.
-- KEYS 1 meta (hash: r)  2 quiz (hash: open, root)  3 due (zset)   ARGV none   Reply: questions. O(log n + found).
local clock = redis.call('TIME')
local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', '(' .. string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000)), 'LIMIT', 0, 16)
local open = redis.call('HMGET', KEYS[2], 'open', 'root')
if open[1] and open[2] ~= redis.call('HGET', KEYS[1], 'r') then due[#due + 1] = open[1] end
return due
