-- What a stage shows, at one offset of its log.
-- KEYS metaKey (hash: e, s, p)  pinKey (hash: tail)  windowsKey (hash: kind → "id root epoch run")  shownKey (hash, as Shown.lua keeps it)   ARGV none
-- Reply: epoch or '', offset, past epochs, tail of the pin or '', the windows that take entries, each as "kind id", fields of what is shown. O(fields).
local open, entries = {}, redis.call('HGETALL', windowsKey)
for i = 1, #entries, 2 do open[#open + 1] = entries[i] .. ' ' .. entries[i + 1]:match('^%S*') end
local meta = redis.call('HMGET', metaKey, 'e', 's', 'p')
return {
  meta[1] or '', tonumber(meta[2] or 0), meta[3] or '',
  redis.call('HGET', pinKey, 'tail') or '', open, redis.call('HKEYS', shownKey),
}
