-- Prelude of every script of a moderator's act, after Settle: record() writes the act for the audit trail, in the same step.
-- KEYS none of its own
-- ARGV act, or '' when another room records it  by: moderator (JSON)  reason
-- Reply: none of its own. O(1).
if act ~= '' then refuseIfFull() end

local function record(whom, called, text, ends, allRooms)
  if act == '' then return end
  -- In order for one person and for the room's mode; what becomes of one message does not wait for another.
  local subject = whom ~= '' and whom or act == 'mode' and act or redis.sha1hex(text)
  settle('moderation', subject, 'act', act, 'by', by, 'reason', reason,
    'viewer', whom, 'name', called, 'text', text, 'until', int(ends), 'everywhere', allRooms, 'at', int(now))
end
