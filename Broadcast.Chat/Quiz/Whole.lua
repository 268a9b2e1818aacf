-- Reads a question with what says whether it is whole.
-- KEYS metaKey (hash: r)  questionKey (hash)   ARGV none
-- Reply: { run id of this server, root of the log or '' when the log has expired, fields of the question }. O(fields).
return { redis.call('INFO', 'server'):match('run_id:(%w+)'), redis.call('HGET', metaKey, 'r') or '', redis.call('HGETALL', questionKey) }
