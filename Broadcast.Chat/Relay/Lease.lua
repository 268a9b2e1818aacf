-- Takes or keeps a lease; it ends by itself when its holder is silent.
-- KEYS leaseKey (string)   ARGV node that asks  lifetime ms   Reply: 1 when the holder has it, else 0. O(1).
local holder = redis.call('GET', leaseKey)
if holder and holder ~= node then return 0 end
redis.call('SET', leaseKey, node, 'PX', lifetime)
return 1
