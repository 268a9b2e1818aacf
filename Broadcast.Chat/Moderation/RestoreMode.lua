-- Puts back the mode that the database has, when the room has lost its own or has an older one, or does not show it.
-- KEYS modeKey (hash: chat, slow, followed, review, at)
-- ARGV since: when a moderator set it, Unix ms  chat  slow s  followed min  review: '1', or ''  modeTail: tail of the event
-- Reply: 1; 0 when the room's mode is as new. O(1).
local at = tonumber(redis.call('HGET', modeKey, 'at') or 0)
if at > tonumber(since) or (at == tonumber(since) and redis.call('HEXISTS', shownKey, 'room.mode') == 1) then return 0 end
redis.call('HSET', modeKey, 'chat', chat, 'slow', slow, 'followed', followed, 'review', review, 'at', since)
redis.call('PEXPIRE', modeKey, controlAge)
append('control', modeTail)
publish()
return 1
