-- Finds what must be closed: questions past their time, and an open one whose log is gone.
-- KEYS quizKey (hash: open, root, epoch)  dueKey (zset)   ARGV tolerance ms after its time   Reply: questions. O(log n + found).
local due = redis.call('ZRANGEBYSCORE', dueKey, '-inf', '(' .. string.format('%.0f', now - tolerance), 'LIMIT', 0, 16)
local open = redis.call('HMGET', quizKey, 'open', 'root', 'epoch')
local meta = redis.call('HMGET', metaKey, 'r', 'k')
if open[1] and open[2] ~= meta[1] and (not open[3] or open[3] ~= meta[2]) then due[#due + 1] = open[1] end
return due
