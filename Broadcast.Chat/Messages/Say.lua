-- Judges a batch of messages and appends those that may be said.
-- KEYS 4-7 as Judge has them  8… once keys of this batch
-- ARGV 7 once lifetime s  8, 9 as Judge has them
--      10… seven each: index of the once key in KEYS or 0, tail, viewer, '1' for staff, followed since (Unix s, or ''), '1' to hold for a word,
--      '1' when the facts hide the person
-- Reply: for each { what, number }: ok offset · held 0 · slow, timeout ms to wait · banned, followers, staff, full 0. O(messages).
local function say(tail, viewer, staff, since, word, hidden)
  if staff then return { 'ok', append('chat', tail) } end
  local kind, ends = restriction(viewer)
  local refused = refusal(viewer, since, kind, ends)
  if refused then return refused end
  hidden = hidden or kind == 'shadow'
  -- Whoever is hidden is answered like everybody else.
  if word or mode[4] == '1' then
    return { (hidden or hold(viewer, tail, word and 'word' or 'mode', tonumber(ARGV[8]))) and 'held' or 'full', 0 }
  end
  if hidden then
    -- Seen by moderators, and never in the way of those who wait.
    hold(viewer, tail, 'shadow', ARGV[8] / 2)
    return { 'ok', pass() }
  end
  return { 'ok', append('chat', tail) }
end

local reply = {}
for i = 10, #ARGV, 7 do
  local key = tonumber(ARGV[i])
  local known = key > 0 and redis.call('GET', KEYS[key])
  local answer = known and (known == '0' and { 'held', 0 } or { 'ok', tonumber(known) })
    or say(ARGV[i + 1], ARGV[i + 2], ARGV[i + 3] == '1', tonumber(ARGV[i + 4]), ARGV[i + 5] == '1', ARGV[i + 6] == '1')
  if key > 0 and (answer[1] == 'ok' or answer[1] == 'held') then redis.call('SET', KEYS[key], int(answer[2]), 'EX', ARGV[7]) end
  reply[#reply + 1] = answer
end
publish()
return reply
