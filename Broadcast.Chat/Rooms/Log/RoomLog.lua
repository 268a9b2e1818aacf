-- Stands before every script that appends to a room's log: time, epoch, append, publish.
-- KEYS 1 meta (hash: e epoch, s last offset, likes)  2 control (stream)  3 chat (stream)
-- ARGV 1 channel  2 epoch to take if there is none  3 control length  4 control age ms  5 chat length  6 chat age ms
-- An entry's id is offset-0; its fields are a (Unix ms by this server's clock) and t (the event's JSON behind offset and at).
-- Reply: none of its own. publish() costs O(entries written); one script, one message: {"e":epoch,"f":from,"t":to,"v":[events]}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local written, from, to = {}, nil, nil

local function int(n) return string.format('%.0f', n) end

local epoch = redis.call('HGET', KEYS[1], 'e')
if not epoch then
  epoch = ARGV[2]
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'e', epoch, 's', 0)
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end

local function append(lane, tail)
  to = redis.call('HINCRBY', KEYS[1], 's', 1)
  from = from or to - 1
  redis.call('XADD', lane == 'chat' and KEYS[3] or KEYS[2], int(to) .. '-0', 'a', int(now), 't', tail)
  written[#written + 1] = '{"offset":' .. int(to) .. ',"at":' .. int(now) .. ',' .. tail
  return to
end

-- Drops what is too old: looks at as many of the oldest as were written, so that no single call pays for many.
local function trim(key, length, age)
  redis.call('XTRIM', key, 'MAXLEN', '~', length)
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+', 'COUNT', #written + 1)) do
    if tonumber(entry[2][2]) >= now - age then break end
    redis.call('XDEL', key, entry[1])
  end
  redis.call('PEXPIRE', key, age)
end

local function publish()
  if #written == 0 then return end
  trim(KEYS[2], ARGV[3], tonumber(ARGV[4]))
  trim(KEYS[3], ARGV[5], tonumber(ARGV[6]))
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  redis.call('PUBLISH', ARGV[1], '{"e":"' .. epoch .. '","f":' .. int(from) .. ',"t":' .. int(to)
    .. ',"v":[' .. table.concat(written, ',') .. ']}')
end
