-- Takes or keeps a lease; it ends by itself when its holder is silent.
-- KEYS 1 lease (string)   ARGV 1 holder  2 lifetime ms   Reply: 1 when the holder has it, else 0. O(1).
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
