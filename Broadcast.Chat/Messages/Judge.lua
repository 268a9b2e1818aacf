-- Stands before Say.lua: what may be said, as of this step. The one judge for all nodes.
-- KEYS 4 mode (hash: chat, slow, followed, review)  5 restricted (hash: viewer to "until kind …", until 0 for no end)
--      6 spoke (zset of slow mode: viewer by ms)  7 held (stream: v viewer, t tail, w why)
-- ARGV 8 most held  9 held age ms
-- Reply: none of its own. O(1), and O(log speakers) a message in slow mode.
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

-- Why a person may not talk now, with the ms to wait; nil when they may. Who may has spoken, as far as slow mode goes.
local function refusal(viewer, since, kind, ends)
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
  return nil
end
