-- Prelude of every script of a moderator's act: record() writes the act for the audit trail, in the same step.
-- KEYS outcomesKey (stream)
-- ARGV room  outcomesChannel  outcomesLength  act, or '' when another room records it  by: moderator (JSON)  reason
-- Reply: none of its own. O(1).
local function record(whom, called, text, ends, allRooms)
  if act == '' then return end
  redis.call('XADD', outcomesKey, 'MAXLEN', '~', outcomesLength, '*', 'k', 'moderation', 'act', act, 'by', by, 'reason', reason,
    'viewer', whom, 'name', called, 'text', text, 'until', int(ends), 'everywhere', allRooms, 'at', int(now))
  redis.call('PUBLISH', outcomesChannel, room)
end
