-- A page of the village sites that are in a room now, in the order of their labels.
-- KEYS 1 present (zset: site → ms until which it counts)  2 order (zset of labels, "text<tab>site")  3 sites (hash, as Seen.lua has it)
-- ARGV 1 first label and 2 last label, as ZRANGEBYLEX takes them  3 sites of a page
-- Labels of sites that have expired and are not put away yet are passed over, 2000 of them at most.
-- Reply: { present in all, label to go on after or '', triples: since (ms), card, ms until which it counts }. O(page).
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local rows, from, size, looked = {}, ARGV[1], tonumber(ARGV[3]), 0
local after = ''
repeat
  local labels = redis.call('ZRANGEBYLEX', KEYS[2], from, ARGV[2], 'LIMIT', 0, size)
  local ids = {}
  for i, label in ipairs(labels) do ids[i] = label:match('\t([^\t]*)$') end
  local untils = #ids > 0 and redis.call('ZMSCORE', KEYS[1], unpack(ids)) or {}
  local sites = #ids > 0 and redis.call('HMGET', KEYS[3], unpack(ids)) or {}
  after = #labels == size and labels[#labels] or ''
  for i = 1, #ids do
    if untils[i] and tonumber(untils[i]) > now and sites[i] then
      local since, card = sites[i]:match('^(%d+)\n[^\n]*\n[^\n]*\n[^\n]*\n(.*)$')
      rows[#rows + 1] = since
      rows[#rows + 1] = card
      rows[#rows + 1] = untils[i]
    end
    if #rows == 3 * size then
      after = (i < #ids or #labels == size) and labels[i] or ''
      break
    end
  end
  looked = looked + #labels
  from = '(' .. after
until after == '' or #rows == 3 * size or looked >= 2000
return { redis.call('ZCOUNT', KEYS[1], '(' .. string.format('%.0f', now), '+inf'), after, rows }
