-- Makes a window that nodes remember and Redis has lost anew, as closed, and asks the database whether it is decided. If the result was
-- heard, it is settled as soon as it is there again.
-- KEYS none of its own
-- ARGV openedTail  closedTail  heard: who has had the result shown (JSON), '1' if nobody knows, '' if it was not shown
--      fields... of the window, each with its value
-- Reply: the state. O(fields).
if not window.state then
  refuseIfFull()
  append('control', openedTail)
  window.root = root
  redis.call('HSET', windowKey, 'root', root, 'tail', openedTail, 'ended', closedTail, unpack(ARGV, fields))
  due(nil)
  step('doubtful', closedTail)
  handOver()
  publish()
end
if heard ~= '' and window.state ~= 'voided' then redis.call('HSET', windowKey, 'wanted', heard) end
return window.state
