-- Takes the result of a closed or doubtful window, once; settles it at once if that was asked for. What Redis may have lost of it comes with it.
-- KEYS none of its own
-- ARGV result (JSON)  settledTail without its author  by: the author (JSON), if it is not known who has asked
--      atOnce: '1' to settle it without being asked
--      counted: the counts that the result was made from, each with a blank behind it; '' when it does not follow from them
--      fields... of the result, each with its value
-- Reply: the state, or unknown; again when the counts are others. O(fields).
if window.state ~= 'closed' and window.state ~= 'doubtful' then return window.state or 'unknown' end
local counts = {}
for value in counted:gmatch('%d+') do
  counts[#counts + 1] = 'c' .. #counts
  if tonumber(redis.call('HGET', windowKey, counts[#counts]) or 0) ~= tonumber(value) then return 'again' end
end
if window.state == 'doubtful' then redis.call('HSET', windowKey, 'retold', 1) end
if ARGV[fields] then redis.call('HSET', windowKey, unpack(ARGV, fields)) end
redis.call('HSET', windowKey, 'result', result)
step('sealed', '')
due(nil)
local wanted = redis.call('HGET', windowKey, 'wanted')
if atOnce ~= '1' and not wanted then return 'sealed' end
-- An older build has kept that somebody asked, and not who.
step('settled', '"by":' .. (wanted and wanted ~= '1' and wanted or by) .. ',' .. settledTail)
publish()
return 'settled'
