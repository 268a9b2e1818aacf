-- Prelude of scripts that ask what is imposed on a person in a room: by an act for that room, and by one for all rooms. Both hold.
-- KEYS restrictedKey (hash: viewer to "until kind shown": until in Unix ms, 0 for no end, shown is JSON that begins with since, Unix ms)
--      everywhereKey (the same, of acts for all rooms)
-- ARGV none   Reply: none of its own. O(1).

-- The kind that one of the hashes has in force, and its end.
local function held(key, person, at)
  local ends, sort = (redis.call('HGET', key, person) or ''):match('^(%d+) (%a+)')
  if sort and (ends == '0' or tonumber(ends) > at) then return sort, tonumber(ends) end
end

-- When what one of the hashes has was imposed; 0 when nothing was, or by an older build.
local function sinceOf(key, person)
  return tonumber((redis.call('HGET', key, person) or ''):match('^%d+ %a+ {"since":(%d+)') or 0)
end

-- The kinds in force, each with its end.
local function imposed(person, at)
  local kinds = {}
  for _, key in ipairs({ restrictedKey, everywhereKey }) do
    local sort, ends = held(key, person, at)
    if sort then kinds[sort] = ends end
  end
  return kinds
end
