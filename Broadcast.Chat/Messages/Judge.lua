-- Prelude of Say.lua: decides who may talk now. It runs in Redis, so that all nodes judge alike.
-- KEYS modeKey (hash: chat, slow, followed, review)  restrictedKey (hash: viewer to "until kind …", until in Unix ms, 0 for no end)
--      spokeKey (zset of slow mode: viewer, last message in Unix ms)  heldKey (stream: v viewer, t tail, w why)
-- ARGV heldMost  heldAge ms
-- Reply: none of its own. O(1), and O(log speakers) per message in slow mode.
local mode = redis.call('HMGET', modeKey, 'chat', 'slow', 'followed', 'review')
local chat, slow, followed = mode[1], tonumber(mode[2] or 0) * 1000, tonumber(mode[3] or 0) * 60
if slow > 0 then redis.call('ZREMRANGEBYSCORE', spokeKey, 0, int(now - slow)) end

local function restriction(viewer)
  local ends, kind = (redis.call('HGET', restrictedKey, viewer) or ''):match('^(%d+) (%a+)')
  if kind and ends ~= '0' and tonumber(ends) <= now then
    redis.call('HDEL', restrictedKey, viewer)
    return nil
  end
  return kind, tonumber(ends)
end

local function hold(viewer, tail, why, most)
  redis.call('XTRIM', heldKey, 'MINID', int(now - heldAge))
  if redis.call('XLEN', heldKey) >= most then return false end
  redis.call('XADD', heldKey, '*', 'v', viewer, 't', tail, 'w', why)
  redis.call('PEXPIRE', heldKey, heldAge)
  return true
end

-- Why a person may not talk now, with the ms to wait; nil when they may. In slow mode, nil also records that they spoke now.
local function refusal(viewer, since, kind, ends)
  if kind == 'ban' then return { 'banned', 0 } end
  if kind == 'timeout' then return { 'timeout', ends - now } end
  if chat == 'staff' then return { 'staff', 0 } end
  if chat == 'followers' and not (since and (since + followed) * 1000 <= now) then return { 'followers', 0 } end
  if slow > 0 then
    local last = redis.call('ZSCORE', spokeKey, viewer)
    if last and last + slow > now then return { 'slow', last + slow - now } end
    redis.call('ZADD', spokeKey, int(now), viewer)
    redis.call('PEXPIRE', spokeKey, slow)
  end
  return nil
end
