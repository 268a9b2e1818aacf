-- Sets who may talk in a room, how often, and whether messages wait for a moderator.
-- KEYS modeKey (hash: chat, slow, followed, review, at)
-- ARGV chat  slow s  followed min  review: '1', or ''  modeTail: tail of the event  modeJson  keptSince: of the mode in the facts, Unix ms
-- Reply: 1; 0 when the mode is the same. O(1).
local mode = redis.call('HMGET', modeKey, 'chat', 'slow', 'followed', 'review', 'at')
local before = math.max(tonumber(mode[5] or 0), tonumber(keptSince))
local same = mode[1] == chat and mode[2] == slow and mode[3] == followed and mode[4] == review
if same and tonumber(mode[5] or 0) == before then return 0 end
-- Of two modes the newer one holds, also when a server with an earlier clock has taken over.
now = math.max(now, before + 1)
redis.call('HSET', modeKey, 'chat', chat, 'slow', slow, 'followed', followed, 'review', review, 'at', int(now))
redis.call('PEXPIRE', modeKey, controlAge)
append('control', modeTail)
record('', '', modeJson, 0, '')
publish()
return 1
