-- Reads entries of one lane, newest first, as of one moment of the log.
-- KEYS 1 meta (hash)  2 lane (stream)   ARGV 1 first offset  2 last offset  3 at most
-- Reply: { epoch or '', last offset of the log, entries }. O(entries).
local meta = redis.call('HMGET', KEYS[1], 'e', 's')
return { meta[1] or '', tonumber(meta[2] or 0), redis.call('XREVRANGE', KEYS[2], ARGV[2], ARGV[1], 'COUNT', ARGV[3]) }
