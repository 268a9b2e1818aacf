-- What a stage shows, at one offset of its log.
-- KEYS metaKey (hash: e, s, p)  pinKey (hash: tail)  quizKey (hash: open)  shownKey (hash, as Shown.lua keeps it)   ARGV none
-- Reply: epoch or '', offset, past epochs, tail of the pin or '', open question or '', fields of what is shown. O(fields).
local meta = redis.call('HMGET', metaKey, 'e', 's', 'p')
return {
  meta[1] or '', tonumber(meta[2] or 0), meta[3] or '',
  redis.call('HGET', pinKey, 'tail') or '', redis.call('HGET', quizKey, 'open') or '', redis.call('HKEYS', shownKey),
}
