-- Reads the events that a room's picture shows, with the log's epoch and end of the same moment.
-- KEYS metaKey (hash)  shownKey (hash)   ARGV none
-- Reply: { epoch or '', last offset of the log, "offset time tail" of each event in any order }. O(events).
local meta = redis.call('HMGET', metaKey, 'e', 's')
return { meta[1] or '', tonumber(meta[2] or 0), redis.call('HVALS', shownKey) }
