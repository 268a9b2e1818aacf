-- Finds the windows whose next step is due, and those that take entries while their log, or the server's history they were opened in, is gone.
-- KEYS windowsKey (hash: kind → "id root epoch run")  dueKey (zset: "kind id")   ARGV skipped: of those that are due   most
-- Reply: "kind id" each. O(log n + skipped + found).
local due = redis.call('ZRANGEBYSCORE', dueKey, '-inf', '(' .. string.format('%.0f', now), 'LIMIT', skipped, most)
local meta = redis.call('HMGET', metaKey, 'r', 'k')
local open = redis.call('HGETALL', windowsKey)
for i = 1, #open, 2 do
  local id, root, epoch, run = open[i + 1]:match('^(%S+) (%S*) (%S*) (%S*)$')
  local ended = root ~= meta[1] and epoch ~= meta[2]
  if ended or (run ~= '' and run ~= redis.call('INFO', 'replication'):match('master_replid:(%w+)')) then due[#due + 1] = open[i] .. ' ' .. id end
end
return due
