-- Reads a page of the village sites that are in a room now, sorted by label.
-- KEYS presentKey (zset: site → Unix ms until which it counts)  orderKey (zset of labels, "text<tab>site")  sitesKey (hash, as in Seen.lua)
-- ARGV firstLabel  lastLabel, both in the notation of ZRANGEBYLEX  size: sites on a page
-- Skips labels of sites that have expired but are not removed yet. Stops after about 2000 labels, even if the page is not full.
-- Reply: { present sites in all, label after which the next page begins or '', triples: since (Unix ms), card, Unix ms until which it
-- counts }. O(page + labels skipped).
local rows, from, most, looked = {}, firstLabel, tonumber(size), 0
local after = ''
repeat
  local labels = redis.call('ZRANGEBYLEX', orderKey, from, lastLabel, 'LIMIT', 0, most)
  local ids = {}
  for i, label in ipairs(labels) do ids[i] = label:match('\t([^\t]*)$') end
  local untils = #ids > 0 and redis.call('ZMSCORE', presentKey, unpack(ids)) or {}
  local sites = #ids > 0 and redis.call('HMGET', sitesKey, unpack(ids)) or {}
  after = #labels == most and labels[#labels] or ''
  for i = 1, #ids do
    if untils[i] and tonumber(untils[i]) > now and sites[i] then
      local since, card = sites[i]:match('^(%d+)\n[^\n]*\n[^\n]*\n[^\n]*\n(.*)$')
      rows[#rows + 1] = since
      rows[#rows + 1] = card
      rows[#rows + 1] = untils[i]
    end
    if #rows == 3 * most then
      after = (i < #ids or #labels == most) and labels[i] or ''
      break
    end
  end
  looked = looked + #labels
  from = '(' .. after
until after == '' or #rows == 3 * most or looked >= 2000
return { redis.call('ZCOUNT', presentKey, '(' .. string.format('%.0f', now), '+inf'), after, rows }
