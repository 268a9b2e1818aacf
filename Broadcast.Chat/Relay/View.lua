-- What a stage shows, at one offset of its log.
-- KEYS 1 meta (hash: e, s)  2 pin (hash: tail)  3 quiz (hash: open)   ARGV none
-- Reply: epoch or '', offset, tail of the pin or '', open question or ''. O(1).
local meta = redis.call('HMGET', KEYS[1], 'e', 's')
return {
  meta[1] or '', tonumber(meta[2] or 0),
  redis.call('HGET', KEYS[2], 'tail') or '', redis.call('HGET', KEYS[3], 'open') or '',
}
