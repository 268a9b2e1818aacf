-- Ends what is imposed on a person in this room; a lift of all rooms also ends what was imposed in all.
-- KEYS restrictedKey  everywhereKey (hashes, as in Restricted.lua)   ARGV viewer  name  everywhere: '1' for all rooms
-- Reply: 1. O(1).
redis.call('HDEL', restrictedKey, viewer)
if everywhere == '1' then redis.call('HDEL', everywhereKey, viewer) end
record(viewer, name, '', 0, everywhere)
return 1
