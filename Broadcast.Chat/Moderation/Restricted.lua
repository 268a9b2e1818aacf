-- Prelude of scripts that ask what is imposed on a person in a room: by an act for that room, and by one for all rooms. Both hold.
-- KEYS restrictedKey (hash: viewer to "until kind@since shown": until and since in Unix ms, until 0 for no end, shown is JSON)
--      everywhereKey (the same, of acts for all rooms)
-- ARGV none   Reply: none of its own. O(1).

-- The kind that one of the hashes has in force, and its end.
local function held(key, person, at)
  local ends, sort = (redis.call('HGET', key, person) or ''):match('^(%d+) (%a+)')
  if sort and (ends == '0' or tonumber(ends) > at) then return sort, tonumber(ends) end
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
