-- Reads a window with what says whether it is whole.
-- KEYS metaKey (hash: r, k)  windowKey (hash)   ARGV none
-- Reply: { history of this server, root of the log or '' when the log has expired, epoch that the root was renewed in, fields of the window }.
-- O(fields).
local meta = redis.call('HMGET', metaKey, 'r', 'k')
return { redis.call('INFO', 'replication'):match('master_replid:(%w+)'), meta[1] or '', meta[2] or '', redis.call('HGETALL', windowKey) }
