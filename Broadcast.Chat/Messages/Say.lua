-- Judges a batch of messages and appends those that may be said. The one judge for all nodes: mode, slow mode and restrictions as of this step.
-- KEYS 4 mode (hash: chat, slow, followed, review)  5 restricted (hash: viewer to "until kind …", until 0 for no end)
--      6 spoke (zset of slow mode: viewer by ms)  7 held (stream: v viewer, t tail, w why)  8… once keys of this batch
-- ARGV 7 once lifetime s  8 most held  9 held age ms
--      10… six each: index of the once key in KEYS or 0, tail, viewer, '1' for staff, followed since (Unix s, or ''), '1' to hold for a word
-- Reply: for each { what, number }: ok offset · held 0 · slow, timeout ms to wait · banned, followers, staff, full 0.
-- O(messages), and O(log speakers) each in slow mode.
local mode = redis.call('HMGET', KEYS[4], 'chat', 'slow', 'followed', 'review')
local chat, slow, followed = mode[1], tonumber(mode[2] or 0) * 1000, tonumber(mode[3] or 0) * 60
if slow > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[6], 0, int(now - slow)) end

local function restriction(viewer)
  local ends, kind = (redis.call('HGET', KEYS[5], viewer) or ''):match('^(%d+) (%a+)')
  if kind and ends ~= '0' and tonumber(ends) <= now then
    redis.call('HDEL', KEYS[5], viewer)
    return nil
  end
  return kind, tonumber(ends)
end

local function hold(viewer, tail, why, most)
  redis.call('XTRIM', KEYS[7], 'MINID', int(now - ARGV[9]))
  if redis.call('XLEN', KEYS[7]) >= most then return false end
  redis.call('XADD', KEYS[7], '*', 'v', viewer, 't', tail, 'w', why)
  redis.call('PEXPIRE', KEYS[7], ARGV[9])
  return true
end

local function say(tail, viewer, staff, since, word)
  if staff then return { 'ok', append('chat', tail) } end
  local kind, ends = restriction(viewer)
  if kind == 'ban' then return { 'banned', 0 } end
  if kind == 'timeout' then return { 'timeout', ends - now } end
  if chat == 'staff' then return { 'staff', 0 } end
  if chat == 'followers' and not (since and (since + followed) * 1000 <= now) then return { 'followers', 0 } end
  if slow > 0 then
    local last = redis.call('ZSCORE', KEYS[6], viewer)
    if last and last + slow > now then return { 'slow', last + slow - now } end
    redis.call('ZADD', KEYS[6], int(now), viewer)
    redis.call('PEXPIRE', KEYS[6], slow)
  end
  -- Whoever is hidden is answered like everybody else.
  if word or mode[4] == '1' then
    return { (kind or hold(viewer, tail, word and 'word' or 'mode', tonumber(ARGV[8]))) and 'held' or 'full', 0 }
  end
  if kind then
    -- Seen by moderators, and never in the way of those who wait.
    hold(viewer, tail, 'shadow', ARGV[8] / 2)
    return { 'ok', pass() }
  end
  return { 'ok', append('chat', tail) }
end

local reply = {}
for i = 10, #ARGV, 6 do
  local key = tonumber(ARGV[i])
  local known = key > 0 and redis.call('GET', KEYS[key])
  local answer = known and (known == '0' and { 'held', 0 } or { 'ok', tonumber(known) })
    or say(ARGV[i + 1], ARGV[i + 2], ARGV[i + 3] == '1', tonumber(ARGV[i + 4]), ARGV[i + 5] == '1')
  if key > 0 and (answer[1] == 'ok' or answer[1] == 'held') then redis.call('SET', KEYS[key], int(answer[2]), 'EX', ARGV[7]) end
  reply[#reply + 1] = answer
end
publish()
return reply
