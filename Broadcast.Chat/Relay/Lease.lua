-- Takes or keeps a lease: it ends by the nodes' time when its holder is silent.
-- KEYS leaseKey (string: "holder, end in Unix ms")   ARGV node that asks  lifetime ms   Reply: 1 when the node has it, else 0. O(1).
local holder, till = (redis.call('GET', leaseKey) or ''):match('^(%w+) (%d+)$')
if holder and holder ~= node and now < tonumber(till) then return 0 end
redis.call('SET', leaseKey, node .. ' ' .. string.format('%.0f', now + lifetime), 'PX', 2 * lifetime)
return 1
