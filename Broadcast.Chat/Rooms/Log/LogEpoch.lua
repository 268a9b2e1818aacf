-- First prelude of every script that appends to a room's log: sets the epoch in force, and lets the time (now) never go back in a slot.
-- KEYS metaKey (hash)  controlKey (stream)  chatKey (stream)
-- ARGV noticeTo: PUBLISH or SPUBLISH, a blank, the channel  newEpoch: id of the next epoch, if one begins
--      controlLength  controlAge ms  chatLength  chatAge ms
-- meta: e epoch, s last offset, r root, h server's history (master_replid), p past epochs ("epoch:end " each), f floor of the control
--       events, likes, k epoch in which the root was renewed, if all of it was written after the loss, l lineage of the database that the bans
--       agree with, a latest time of an event or a beat (Unix ms).
-- When the server's history is another (restart, promotion, moved slot), the newest entries may be missing and the server cannot tell. So
-- the epoch ends at the last offset found, and a new epoch goes on from there: a reader that is not beyond a past epoch's end has missed
-- nothing. The root stays the same; it ends when the log is gone, or when a node knows of a lost entry (Renew).
-- Time never goes back within a root: for a caller that is behind by up to 10 s it stands still, one that is behind by more ends the root.
-- Reply: none of its own. O(1).
local function int(n) return string.format('%.0f', n) end

local meta = redis.call('HMGET', metaKey, 'e', 'r', 'h', 's', 'p', 'a')
local ahead = tonumber(meta[6] or 0) - now
local epoch, root, past, last = meta[1], meta[2] or meta[1], meta[5] or '', tonumber(meta[4] or 0)
local history = redis.call('INFO', 'replication'):match('master_replid:(%w+)') or ''
if not epoch then
  epoch, root, past, last = newEpoch, newEpoch, '', 0
  redis.call('DEL', metaKey, controlKey, chatKey, shownKey)
  redis.call('HSET', metaKey, 'e', epoch, 'r', root, 'h', history, 's', 0)
  redis.call('PEXPIRE', metaKey, controlAge)
elseif ahead > 10000 then
  epoch, root, past = newEpoch, newEpoch, ''
  redis.call('HSET', metaKey, 'e', epoch, 'r', root, 'h', history, 'p', past, 'k', '', 'a', int(now))
elseif meta[3] ~= history then
  local ends = {}
  for known, ended in (past .. epoch .. ':' .. int(last) .. ' '):gmatch('(%w+):(%d+) ') do
    ends[#ends + 1] = known .. ':' .. int(math.min(tonumber(ended), last)) .. ' '
  end
  epoch, past = newEpoch, table.concat(ends, '', math.max(1, #ends - 15))
  redis.call('HSET', metaKey, 'e', epoch, 'r', root, 'h', history, 'p', past)
end
if ahead > 0 and ahead <= 10000 then now = now + ahead end
