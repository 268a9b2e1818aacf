-- Judges a batch of messages and appends those that may be said.
-- KEYS onceKeys... (strings: the offset, 0 for held) of this batch, behind those of Judge
-- ARGV onceLifetime s
--      messages... seven each: which of onceKeys is its own, from 1, or 0 for none, tail, viewer, '1' for staff, followed since (Unix s,
--        or ''), '1' to hold for a word, what is imposed elsewhere and holds here too: ban, shadow or ''
-- Reply: per message { result, number }: ok offset · held 0 · slow, timeout ms to wait · banned, followers, staff, full, yours 0.
-- O(messages).
local function judge(tail, viewer, since, word, elsewhere)
  local kinds = imposed(viewer, now)
  if elsewhere ~= '' then kinds[elsewhere] = 0 end
  local refused = refusal(viewer, since, kinds)
  if refused then return refused end
  local hidden = kinds.shadow
  -- A hidden person gets the same answers as everybody else.
  if word or mode[4] == '1' then
    return { hold(viewer, tail, hidden and 'shadow' or word and 'word' or 'mode', tonumber(heldMost), viewer), 0 }
  end
  if hidden then
    -- For moderators to see; fills at most half of the queue, so that there is room for messages that wait.
    hold(viewer, tail, 'shadow', heldMost / 2, '~' .. viewer)
    return { 'ok', pass() }
  end
  return { 'ok', append('chat', tail) }
end

local function say(tail, viewer, staff, since, word, elsewhere)
  if staff then return { 'ok', append('chat', tail) } end
  local answer = judge(tail, viewer, since, word, elsewhere)
  if answer[1] == 'ok' or answer[1] == 'held' then spoke(viewer) end
  return answer
end

local reply = {}
for i = messages, #ARGV, 7 do
  local which = tonumber(ARGV[i])
  local onceKey = which > 0 and KEYS[onceKeys + which - 1]
  local known = onceKey and redis.call('GET', onceKey)
  local answer = known and (known == '0' and { 'held', 0 } or { 'ok', tonumber(known) })
    or say(ARGV[i + 1], ARGV[i + 2], ARGV[i + 3] == '1', tonumber(ARGV[i + 4]), ARGV[i + 5] == '1', ARGV[i + 6])
  if onceKey and (answer[1] == 'ok' or answer[1] == 'held') then redis.call('SET', onceKey, int(answer[2]), 'EX', onceLifetime) end
  reply[#reply + 1] = answer
end
publish()
return reply
