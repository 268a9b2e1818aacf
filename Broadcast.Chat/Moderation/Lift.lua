-- Ends what is imposed on a person in this room; a lift of all rooms also ends what was imposed in all. What was imposed after it stays.
-- KEYS none of its own
-- ARGV viewer  name  everywhere: '1' for all rooms  since: when another room recorded the lift, or ''
-- Reply: when it was recorded, Unix ms. O(1).
local at = since == '' and now or tonumber(since)
for _, key in ipairs({ restrictedKey, everywhere == '1' and everywhereKey or nil }) do
  if sinceOf(key, viewer) <= at then redis.call('HDEL', key, viewer) end
end
record(viewer, name, '', 0, everywhere)
return at
