-- Sets who may talk in a room, how often, and whether messages wait for a moderator.
-- KEYS modeKey (hash: chat, slow, followed, review)
-- ARGV chat  slow s  followed min  review: '1', or ''  modeTail: tail of the event  modeJson
-- Reply: 1; 0 when the mode is the same. O(1).
local mode = redis.call('HMGET', modeKey, 'chat', 'slow', 'followed', 'review')
if (mode[1] or 'open') == chat and (mode[2] or '0') == slow and (mode[3] or '0') == followed and (mode[4] or '') == review then return 0 end
redis.call('HSET', modeKey, 'chat', chat, 'slow', slow, 'followed', followed, 'review', review)
redis.call('PEXPIRE', modeKey, controlAge)
append('control', modeTail)
record('', '', modeJson, 0, '')
publish()
return 1
