-- Prelude of scripts that decide by the time and do not append: lets the time (now) never go back in a slot, whichever node asks. What the
-- node sent is in sent.
-- KEYS metaKey (hash: a latest time of an event or a beat, Unix ms)   ARGV none   Reply: none of its own. O(1).
-- A caller that is behind by more than 10 s ends the log's root at the next append (LogEpoch.lua); until then it gets its own time.
local sent = now
local latest = tonumber(redis.call('HGET', metaKey, 'a') or 0)
if latest > now and latest - now <= 10000 then now = latest end
