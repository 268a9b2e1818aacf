-- Reads entries of one lane, newest first, with the log's epoch and end of the same moment.
-- KEYS metaKey (hash)  laneKey (stream)   ARGV first offset  last offset  most entries
-- Reply: { epoch or '', last offset of the log, entries }. O(entries).
local meta = redis.call('HMGET', metaKey, 'e', 's')
return { meta[1] or '', tonumber(meta[2] or 0), redis.call('XREVRANGE', laneKey, last, first, 'COUNT', most) }
