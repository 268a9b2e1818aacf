-- Shows the result of a sealed window; of one that has none yet, remembers that it is wanted, unless it lacks what decides it.
-- KEYS none of its own
-- ARGV settledTail, or '' if the caller has not seen the result  by: who wants it (JSON), or '1'
-- Reply: the state, or unknown. O(1).
if (window.state == 'closed' and not window.lacks) or window.state == 'doubtful' then redis.call('HSETNX', windowKey, 'wanted', by) end
if window.state ~= 'sealed' or settledTail == '' then return window.state or 'unknown' end
step('settled', settledTail)
publish()
return 'settled'
