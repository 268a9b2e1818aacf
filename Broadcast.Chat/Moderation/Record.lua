-- Stands before every script of a moderator's act: writes it down for the audit trail, in the same step.
-- KEYS 4 outcomes (stream)
-- ARGV 7 room  8 channel of outcomes  9 length of outcomes  10 act, or '' when it is written down in another room  11 who (JSON)  12 reason
-- Reply: none of its own. O(1).
local function record(viewer, name, text, ends, everywhere)
  if ARGV[10] == '' then return end
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[9], '*', 'k', 'moderation', 'act', ARGV[10], 'by', ARGV[11], 'reason', ARGV[12],
    'viewer', viewer, 'name', name, 'text', text, 'until', int(ends), 'everywhere', everywhere, 'at', int(now))
  redis.call('PUBLISH', ARGV[8], ARGV[7])
end
