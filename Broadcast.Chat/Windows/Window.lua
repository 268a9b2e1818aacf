-- Prelude of the scripts that change a window, after Settle: what the window is, and the one way from state to state.
-- KEYS windowKey (hash: state, n values, opensAt, closesAt, acceptUntil, pausedAt, pauses, root, epoch and run (the server's history) that it was
--        made in, offset of its first event, tail of it, ended: that of its last, kept, lacks: what decides it, outcome, wanted: by whom, or 1,
--        retold, refused, c0… entries of each value, and its kind's own)
--      entriesKey (hash: person → "value|detail")  windowsKey (hash: kind → "id root epoch run" of the one that takes entries)
--      dueKey (zset: "kind id" by when its next step is due, Unix ms)  unsettledKey (set: "kind id", handed to the database)
-- ARGV kind  id  settleAge: ms that a window waits for the database
-- Reply: none of its own; a step that the state does not allow is an error. O(1).
local steps = {
  ['scheduled'] = ' open voided ', ['open'] = ' paused closed doubtful voided ', ['paused'] = ' open closed doubtful voided ',
  ['closed'] = ' sealed voided ', ['doubtful'] = ' sealed voided ', ['sealed'] = ' settled ',
}
local name, window, columns = kind .. ' ' .. id, {}, { 'state', 'closesAt', 'acceptUntil', 'pauses', 'root', 'epoch', 'run', 'kept', 'lacks', 'refused' }
for i, value in ipairs(redis.call('HMGET', windowKey, unpack(columns))) do window[columns[i]] = value or nil end

-- True when the log that it was made in is gone, or the server's history is another: entries may be missing. A process may be demoted and promoted
-- again, and has lost what came in between; its history tells, its run id does not.
local function isLost()
  local ended = window.root ~= root and (not window.epoch or window.epoch ~= redis.call('HGET', metaKey, 'k'))
  return ended or (window.run ~= '' and window.run ~= history)
end

-- Takes no more entries.
local function leave()
  if (redis.call('HGET', windowsKey, kind) or ''):match('^%S+') == id then redis.call('HDEL', windowsKey, kind) end
end

local function mayBecome(to) return (steps[window.state or ''] or ''):find(' ' .. to .. ' ', 1, true) end

-- Changes the state and appends the event that says so, if there is one.
local function step(to, tail)
  if window.state and not mayBecome(to) then error(name .. ' is ' .. window.state .. ' and cannot become ' .. to) end
  local offset = tail ~= '' and append('control', tail) or nil
  window.state = to
  redis.call('HSET', windowKey, 'state', to)
  if to == 'open' or to == 'paused' then
    redis.call('HSET', windowsKey, kind, table.concat({ id, window.root, window.epoch, window.run }, ' '))
  else
    leave()
  end
  return offset
end

-- Hands the window to the database in the same step; refuseIfFull() comes before the script's first change.
local function handOver()
  local outcome = settle(kind, id, 'window', id, 'to', window.state, 'root', window.root, 'run', window.run or '', 'at', int(now))
  redis.call('HSET', windowKey, 'outcome', outcome)
  redis.call('SADD', unsettledKey, name)
  for _, key in ipairs({ windowKey, entriesKey, unsettledKey }) do redis.call('PEXPIRE', key, settleAge) end
end

-- Sets when the next step is due; until then, and as long as the room's control events, the keys live.
local function due(at)
  if at then redis.call('ZADD', dueKey, at, name) else redis.call('ZREM', dueKey, name) end
  local lifetime = controlAge + math.max(0, (at or now) - now)
  for _, key in ipairs({ windowKey, entriesKey }) do redis.call('PEXPIRE', key, int(lifetime)) end
  for _, key in ipairs({ windowsKey, dueKey }) do
    if redis.call('PTTL', key) < lifetime then redis.call('PEXPIRE', key, int(lifetime)) end
  end
end
