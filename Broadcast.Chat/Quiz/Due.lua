-- Finds what must be closed: questions past their time, and an open one whose log is gone.
-- KEYS metaKey (hash: r)  quizKey (hash: open, root)  dueKey (zset)   ARGV none   Reply: questions. O(log n + found).
local clock = redis.call('TIME')
local due = redis.call('ZRANGEBYSCORE', dueKey, '-inf', '(' .. string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000)), 'LIMIT', 0, 16)
local open = redis.call('HMGET', quizKey, 'open', 'root')
if open[1] and open[2] ~= redis.call('HGET', metaKey, 'r') then due[#due + 1] = open[1] end
return due
