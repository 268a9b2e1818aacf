-- Takes one viewer's one answer while the question is open, behind Restricted.lua: unless the viewer is banned on its stage, in whatever room
-- the viewer is. What was in time by any clock within the asking node's uncertainty is in time.
-- KEYS questionKey (hash)  answersKey (hash: viewer → "option|name")
-- ARGV viewer  option  name  lifetime ms  uncertain ms
-- Reply: ok, unknown, banned, closed, option or answered. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'acceptUntil', 'n', 'root', 'epoch')
if not question[1] then return 'unknown' end
if imposed(viewer, now).ban then return 'banned' end
local meta = redis.call('HMGET', metaKey, 'r', 'k')
local ended = question[4] ~= meta[1] and (not question[5] or question[5] ~= meta[2])
if question[1] ~= 'open' or now - uncertain > tonumber(question[2]) or ended then return 'closed' end
if tonumber(option) < 0 or tonumber(option) >= tonumber(question[3]) then return 'option' end
if redis.call('HSETNX', answersKey, viewer, option .. '|' .. name) == 0 then return 'answered' end
redis.call('PEXPIRE', answersKey, lifetime)
redis.call('HINCRBY', questionKey, 'c' .. option, 1)
redis.call('HSET', metaKey, 'a', string.format('%.0f', now))
return 'ok'
