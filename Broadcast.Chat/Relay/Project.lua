-- Copies events into a relay's room and remembers how far, in one step: what was copied once is not copied again.
-- KEYS 4 projection (hash: v version, root, state)
-- ARGV 7 version that the copier read  8 root of this log that it read  9 new state (JSON)  10… tails
-- Reply: 1; 0 when another copier was first or the log has begun anew. O(tails).
if (redis.call('HGET', KEYS[4], 'v') or '0') ~= ARGV[7] or root ~= ARGV[8] then return 0 end
for i = 10, #ARGV do append('control', ARGV[i]) end
redis.call('HSET', KEYS[4], 'v', tonumber(ARGV[7]) + 1, 'root', root, 'state', ARGV[9])
redis.call('PEXPIRE', KEYS[4], ARGV[4])
publish()
return 1
