-- Stands before every script that appends to a room's log: this moment, and the epoch that is in force.
-- KEYS 1 meta (hash)  2 control (stream)  3 chat (stream)
-- ARGV 1 PUBLISH or SPUBLISH, a blank, the channel  2 epoch to take if one begins  3 control length  4 control age ms
--      5 chat length  6 chat age ms
-- meta: e epoch, s last offset, r root, h history of the server, p past ("epoch:end " each), f floor of the control events, likes,
--       a the latest moment that an event or a beat was stamped with.
-- A server whose history is another (started again, promoted, a moved slot) may lack the newest entries, and nothing in it can tell. So the
-- epoch ends here, at the offset that there is, and a new one goes on; who knows no more than a past epoch's end has missed nothing. The
-- root outlives that: it goes when the log does, or when a node knows of something lost (Renew).
-- Moments never go back in a root: a clock that was set back a little stands still, one that was set back further ends the root.
-- Reply: none of its own. O(1).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function int(n) return string.format('%.0f', n) end

local meta = redis.call('HMGET', KEYS[1], 'e', 'r', 'h', 's', 'p', 'a')
local ahead = tonumber(meta[6] or 0) - now
local epoch, root, past, last = meta[1], meta[2] or meta[1], meta[5] or '', tonumber(meta[4] or 0)
local history = redis.call('INFO', 'replication'):match('master_replid:(%w+)') or ''
if not epoch then
  epoch, root, past, last = ARGV[2], ARGV[2], '', 0
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'e', epoch, 'r', root, 'h', history, 's', 0)
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
elseif ahead > 10000 then
  epoch, root, past = ARGV[2], ARGV[2], ''
  redis.call('HSET', KEYS[1], 'e', epoch, 'r', root, 'h', history, 'p', past, 'a', int(now))
elseif meta[3] ~= history then
  local ends = {}
  for known, ended in (past .. epoch .. ':' .. int(last) .. ' '):gmatch('(%w+):(%d+) ') do
    ends[#ends + 1] = known .. ':' .. int(math.min(tonumber(ended), last)) .. ' '
  end
  epoch, past = ARGV[2], table.concat(ends, '', math.max(1, #ends - 15))
  redis.call('HSET', KEYS[1], 'e', epoch, 'r', root, 'h', history, 'p', past)
end
if ahead > 0 and ahead <= 10000 then now = now + ahead end
