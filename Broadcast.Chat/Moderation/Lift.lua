-- Ends a person's restriction in this room.
-- KEYS restrictedKey (hash)   ARGV viewer  name  everywhere: '1' for all rooms
-- Reply: 1; 0 when there was none. O(1).
local lifted = redis.call('HDEL', restrictedKey, viewer)
record(viewer, name, '', 0, everywhere)
return lifted
