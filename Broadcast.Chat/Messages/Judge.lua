-- Prelude of Say.lua, behind Restricted.lua: decides who may talk now. It runs in Redis, so that all nodes judge alike.
-- KEYS modeKey (hash: chat, slow, followed, review, at)  spokeKey (zset of slow mode: viewer, last message in Unix ms)
--      heldKey (stream: v viewer, t tail, w why, c counted under; an id begins with the time)
--      heldOfKey (hash: how many places of heldKey are counted under a name)
-- ARGV heldMost  heldAge ms  heldPerPerson
--      keptSince: of the mode in the facts, Unix ms, or 0  keptChat  keptSlow s  keptFollowed min  keptReview: '1', or ''
-- Reply: none of its own. O(1), and O(log speakers) per message in slow mode.
local mode = redis.call('HMGET', modeKey, 'chat', 'slow', 'followed', 'review', 'at')
-- Redis has lost the room's mode, or its newest one, and it is not put back yet: a closed room stays closed.
if tonumber(mode[5] or 0) < tonumber(keptSince) then mode = { keptChat, keptSlow, keptFollowed, keptReview } end
local chat, slow, followed = mode[1], tonumber(mode[2] or 0) * 1000, tonumber(mode[3] or 0) * 60
if slow > 0 then redis.call('ZREMRANGEBYSCORE', spokeKey, 0, int(now - slow)) end

-- Puts a message into the queue. Reply: held; yours when all places that are counted under that name are taken; full.
local function hold(viewer, tail, why, most, counted)
  for _, old in ipairs(redis.call('XRANGE', heldKey, '-', int(now - heldAge - 1))) do
    redis.call('XDEL', heldKey, old[1])
    local name = old[2][8]
    if name and redis.call('HINCRBY', heldOfKey, name, -1) <= 0 then redis.call('HDEL', heldOfKey, name) end
  end
  if tonumber(redis.call('HGET', heldOfKey, counted) or 0) >= tonumber(heldPerPerson) then return 'yours' end
  if redis.call('XLEN', heldKey) >= most then return 'full' end
  add(heldKey, 'v', viewer, 't', tail, 'w', why, 'c', counted)
  redis.call('HINCRBY', heldOfKey, counted, 1)
  redis.call('PEXPIRE', heldKey, heldAge)
  redis.call('PEXPIRE', heldOfKey, heldAge)
  return 'held'
end

-- Why a person may not talk now, with the ms to wait; nil when they may.
local function refusal(viewer, since, kinds)
  if kinds.ban then return { 'banned', 0 } end
  if kinds.timeout then return { 'timeout', kinds.timeout - now } end
  if chat == 'staff' then return { 'staff', 0 } end
  if chat == 'followers' and not (since and (since + followed) * 1000 <= now) then return { 'followers', 0 } end
  local last = slow > 0 and redis.call('ZSCORE', spokeKey, viewer)
  if last and last + slow > now then return { 'slow', last + slow - now } end
  return nil
end

-- Begins a person's wait in slow mode. Only for messages that were taken: a refused one costs nothing.
local function spoke(viewer)
  if slow == 0 then return end
  redis.call('ZADD', spokeKey, int(now), viewer)
  redis.call('PEXPIRE', spokeKey, slow)
end
