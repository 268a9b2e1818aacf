-- Says again which stage is on air, unless the room has been told something since it was looked at.
-- KEYS onceKey (string: the offset), that of the playout's own announcement, which is then not said any more
-- ARGV epochRead: of this log  offsetRead: of what the room says is on air, or 0  onAirTail  onceLifetime s
-- Reply: 1; 0 when the room was told, or Redis has lost something since. O(1).
local told = (redis.call('HGET', shownKey, 'onair') or '0'):match('^%d+')
if epoch ~= epochRead or told ~= offsetRead then return 0 end
local offset = append('control', onAirTail)
redis.call('SET', onceKey, int(offset), 'EX', onceLifetime)
publish()
return 1
