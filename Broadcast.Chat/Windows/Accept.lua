-- Takes entries of many people into one window, each person's first one, behind SlotTime.lua and Restricted.lua: unless the person is banned on its
-- stage, in whatever room the person is. The asking node's uncertainty is forgiven, and so is, up to the tolerance, what another node's clock
-- has moved the slot's time ahead of this node's.
-- KEYS windowKey (hash)  entriesKey (hash: person → "value|detail")
-- ARGV uncertain ms  tolerance ms: never more than that, the window closes by itself then  lifetime ms
--      entries... four each: person, value from 0, detail, when the node received it (Unix ms)
-- Reply: for each ok, unknown, banned, closed, late (in time, and the window has closed by itself since), paused, value or known. O(entries).
local window, columns = {}, { 'state', 'acceptUntil', 'closesAt', 'pausedAt', 'n', 'root', 'epoch' }
for i, value in ipairs(redis.call('HMGET', windowKey, unpack(columns))) do window[columns[i]] = value or nil end
local renewed = redis.call('HMGET', metaKey, 'r', 'k')
local ended = window.root ~= renewed[1] and (not window.epoch or window.epoch ~= renewed[2])
local takes = (window.state == 'open' or window.state == 'paused') and not ended
local forgiven = math.min(tolerance, uncertain + now - sent)
local till = not ended and window.acceptUntil and window.acceptUntil + forgiven
local over = till and now > window.acceptUntil + tolerance
if takes and window.pausedAt then till = math.min(till, window.pausedAt + forgiven + window.acceptUntil - window.closesAt) end

local replies, counts, stored = {}, {}, false
local function take(person, value, detail, at)
  if not window.state then return 'unknown' end
  if imposed(person, now).ban then return 'banned' end
  -- The node's clock may be behind what the slot has seen.
  local inTime = till and math.min(at + now - sent, now) <= till
  if not takes then return over and inTime and 'late' or 'closed' end
  if not inTime then return window.state == 'paused' and 'paused' or 'closed' end
  if not value:find('^%d+$') or tonumber(value) >= tonumber(window.n) then return 'value' end
  if redis.call('HSETNX', entriesKey, person, value .. '|' .. detail) == 0 then return 'known' end
  counts[value], stored = (counts[value] or 0) + 1, true
  return 'ok'
end

for i = entries, #ARGV, 4 do replies[#replies + 1] = take(ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])) end
for value, count in pairs(counts) do redis.call('HINCRBY', windowKey, 'c' .. value, count) end
if stored then
  redis.call('PEXPIRE', entriesKey, lifetime)
  redis.call('HSET', metaKey, 'a', string.format('%.0f', now))
end
return replies
