-- Reads what a relay's room shows, and how far it has copied.
-- KEYS metaKey (hash: e)  projectionKey (hash: v version, state)  shownKey (hash, as Shown.lua keeps it)   ARGV none
-- Reply: { epoch or '' while there is no log, version, state (JSON) or '', what is on air or '', the pin or '', fields of what is shown }.
-- O(fields).
local kept = redis.call('HMGET', projectionKey, 'v', 'state')
local shown = redis.call('HMGET', shownKey, 'onair', 'pin')
return {
  redis.call('HGET', metaKey, 'e') or '', tonumber(kept[1] or 0), kept[2] or '',
  shown[1] or '', shown[2] or '', redis.call('HKEYS', shownKey),
}
