-- Copies events into a relay's room and remembers how far, in one step: what was copied once is not copied again.
-- KEYS projectionKey (hash: v version, state)
-- ARGV version that the copier read  epochRead: of this log  state: the new one (JSON)  tails... of the copies
-- Reply: 1; 0 when another copier was first, or Redis has lost something since. O(tails).
if (redis.call('HGET', projectionKey, 'v') or '0') ~= version or epoch ~= epochRead then return 0 end
for i = tails, #ARGV do append('control', ARGV[i]) end
redis.call('HSET', projectionKey, 'v', tonumber(version) + 1, 'state', state)
redis.call('PEXPIRE', projectionKey, controlAge)
publish()
return 1
