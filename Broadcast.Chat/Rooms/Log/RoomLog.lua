-- Stands between LogEpoch and every script that appends to a room's log, whose text becomes the function run(): append, publish.
-- KEYS, ARGV as LogEpoch has them.
-- An entry's id is offset-0; its fields are a (Unix ms by this server's clock) and t (the event's JSON behind offset and at).
-- Reply: { epoch, last offset, reply of run() }. publish() costs O(entries written); one script, one message:
-- {"e":epoch,"f":from,"t":to,"v":[events]}.
local written, from, to = {}, nil, nil

-- Takes an offset for something that nobody is told: it counts as a message that was left out.
local function pass()
  to = redis.call('HINCRBY', KEYS[1], 's', 1)
  from, last = from or to - 1, to
  return to
end

local function append(lane, tail)
  pass()
  redis.call('XADD', lane == 'chat' and KEYS[3] or KEYS[2], int(to) .. '-0', 'a', int(now), 't', tail)
  written[#written + 1] = '{"offset":' .. int(to) .. ',"at":' .. int(now) .. ',' .. tail
  return to
end

-- Drops what is too old: looks at as many of the oldest as were written, so that no single call pays for many. True when something went.
local function trim(key, length, age)
  local gone = redis.call('XTRIM', key, 'MAXLEN', '~', length)
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+', 'COUNT', #written + 1)) do
    if tonumber(entry[2][2]) >= now - age then break end
    gone = gone + redis.call('XDEL', key, entry[1])
  end
  redis.call('PEXPIRE', key, age)
  return gone > 0
end

-- What is written stays written: a notice that cannot be sent, as while a slot moves, is one more that is lost.
local function tell(message)
  local command, channel = ARGV[1]:match('^(%u+) (.+)$')
  redis.pcall(command, channel, message)
end

local function publish()
  if not to then return end
  redis.call('HSET', KEYS[1], 'a', int(now))
  trim(KEYS[3], ARGV[5], tonumber(ARGV[6]))
  -- Who knows less than the floor may have missed control events that are gone.
  if trim(KEYS[2], ARGV[3], tonumber(ARGV[4])) then
    local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
    redis.call('HSET', KEYS[1], 'f', int(first and first[1]:match('^%d+') - 1 or last))
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  tell('{"e":"' .. epoch .. '","f":' .. int(from) .. ',"t":' .. int(to) .. ',"v":[' .. table.concat(written, ',') .. ']}')
end
