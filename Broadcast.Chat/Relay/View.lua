-- What a stage shows, at one offset of its log.
-- KEYS metaKey (hash: e, s)  pinKey (hash: tail)  quizKey (hash: open)   ARGV none
-- Reply: epoch or '', offset, tail of the pin or '', open question or ''. O(1).
local meta = redis.call('HMGET', metaKey, 'e', 's')
return {
  meta[1] or '', tonumber(meta[2] or 0),
  redis.call('HGET', pinKey, 'tail') or '', redis.call('HGET', quizKey, 'open') or '',
}
