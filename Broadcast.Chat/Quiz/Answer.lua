-- Takes one viewer's one answer while the question is open. This server's clock decides what is late, whichever node asks.
-- KEYS metaKey (hash: r)  questionKey (hash)  answersKey (hash: viewer → "option|name")
-- ARGV viewer  option  name  lifetime ms
-- Reply: ok, unknown, closed, option or answered. O(1).
local question = redis.call('HMGET', questionKey, 'state', 'acceptUntil', 'n', 'root')
if not question[1] then return 'unknown' end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if question[1] ~= 'open' or now > tonumber(question[2]) or question[4] ~= redis.call('HGET', metaKey, 'r') then return 'closed' end
if tonumber(option) < 0 or tonumber(option) >= tonumber(question[3]) then return 'option' end
if redis.call('HSETNX', answersKey, viewer, option .. '|' .. name) == 0 then return 'answered' end
redis.call('PEXPIRE', answersKey, lifetime)
redis.call('HINCRBY', questionKey, 'c' .. option, 1)
return 'ok'
