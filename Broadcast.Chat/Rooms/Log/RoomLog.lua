-- Third prelude, after LogEpoch and Shown, of every script that appends to a room's log: defines append(), add() and publish(). The script's own text
-- becomes the function run().
-- KEYS none of its own   ARGV none of its own; those of LogEpoch hold here and in the script's text too
-- An entry's id is offset-0; its fields are a (Unix ms) and t (the event's JSON after its offset and at).
-- Reply: { epoch, last offset, root, reply of run() }. publish() is O(entries written) and sends one message for all of them:
-- {"e":epoch,"f":from,"t":to,"v":[events]}.
local written, from, to = {}, nil, nil

-- Adds an entry to a stream that is no lane; its id begins with the time, or with the last entry's where that is later.
local function add(key, ...)
  local entry = redis.pcall('XADD', key, int(now) .. '-*', ...)
  return type(entry) == 'string' and entry or redis.call('XADD', key, '*', ...)
end

-- Uses up an offset without an entry: to clients it counts as a message that was left out.
local function pass()
  to = redis.call('HINCRBY', metaKey, 's', 1)
  from, last = from or to - 1, to
  return to
end

local function append(lane, tail)
  pass()
  if lane ~= 'chat' then show(to, tail) end
  redis.call('XADD', lane == 'chat' and chatKey or controlKey, int(to) .. '-0', 'a', int(now), 't', tail)
  written[#written + 1] = '{"offset":' .. int(to) .. ',"at":' .. int(now) .. ',' .. tail
  return to
end

-- Removes entries beyond length, or older than age (ms). Checks the age of only as many of the oldest as were written, plus one, so that
-- no call is slow. True when an entry was removed.
local function trim(key, length, age)
  local gone = redis.call('XTRIM', key, 'MAXLEN', '~', length)
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+', 'COUNT', #written + 1)) do
    if tonumber(entry[2][2]) >= now - age then break end
    gone = gone + redis.call('XDEL', key, entry[1])
  end
  redis.call('PEXPIRE', key, age)
  return gone > 0
end

-- Publishes a notice. A failure, such as while a slot moves, is ignored: the entries are written, and nodes find them without a notice.
local function tell(message)
  local command, channel = noticeTo:match('^(%u+) (.+)$')
  redis.pcall(command, channel, message)
end

local function publish()
  if not to then return end
  redis.call('HSET', metaKey, 'a', int(now))
  trim(chatKey, chatLength, tonumber(chatAge))
  -- A reader whose position is below the floor may have missed control events that are gone.
  if trim(controlKey, controlLength, tonumber(controlAge)) then
    local first = redis.call('XRANGE', controlKey, '-', '+', 'COUNT', 1)[1]
    redis.call('HSET', metaKey, 'f', int(first and first[1]:match('^%d+') - 1 or last))
  end
  redis.call('PEXPIRE', metaKey, controlAge)
  redis.call('PEXPIRE', shownKey, controlAge)
  tell('{"e":"' .. epoch .. '","f":' .. int(from) .. ',"t":' .. int(to) .. ',"v":[' .. table.concat(written, ',') .. ']}')
end
