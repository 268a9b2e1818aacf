-- Ends what is imposed on a person in this room; a lift of all rooms also ends what was imposed in all. What was imposed after it stays.
-- KEYS none of its own
-- ARGV viewer  name  everywhere: '1' for all rooms  since: when another room recorded the lift, or ''
--      mayEnd: the kinds that the moderator may end, a blank behind each
-- Reply: when it was recorded, Unix ms; -1 when one is in force that the moderator may not end. O(1).
local at = since == '' and now or tonumber(since)
local targets = { restrictedKey, everywhere == '1' and everywhereKey or nil }
for _, key in ipairs(targets) do
  local before = held(key, viewer, now)
  if since == '' and before and not mayEnd:find(before .. ' ', 1, true) then return -1 end
end
for _, key in ipairs(targets) do
  if sinceOf(key, viewer) <= at then redis.call('HDEL', key, viewer) end
end
record(viewer, name, '', 0, everywhere)
return at
