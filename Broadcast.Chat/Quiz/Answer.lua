-- Takes one viewer's one answer while the question is open. This server's clock decides what is late, whichever node asks.
-- KEYS 1 meta (hash: r)  2 question (hash)  3 answers (hash: viewer → "option|name")
-- ARGV 1 viewer  2 option  3 name  4 lifetime ms
-- Reply: ok, unknown, closed, option or answered. O(1).
local question = redis.call('HMGET', KEYS[2], 'state', 'acceptUntil', 'n', 'root')
if not question[1] then return 'unknown' end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if question[1] ~= 'open' or now > tonumber(question[2]) or question[4] ~= redis.call('HGET', KEYS[1], 'r') then return 'closed' end
if tonumber(ARGV[2]) < 0 or tonumber(ARGV[2]) >= tonumber(question[3]) then return 'option' end
if redis.call('HSETNX', KEYS[3], ARGV[1], ARGV[2] .. '|' .. ARGV[3]) == 0 then return 'answered' end
redis.call('PEXPIRE', KEYS[3], ARGV[4])
redis.call('HINCRBY', KEYS[2], 'c' .. ARGV[2], 1)
return 'ok'
