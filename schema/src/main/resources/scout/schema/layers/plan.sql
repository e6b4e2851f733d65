-- How statements that look up what changed are planned, until the transaction ends.

-- name: by_index
-- Use indexes, whatever the statistics say: right after a first backlog they describe a small
-- table. No value repeats, so memoizing results costs more than it saves. Each statement is planned
-- once a session, which takes longer than a small one.
SELECT set_config(name, 'off', true)
  FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_mergejoin',
                    'enable_memoize']) AS name
 UNION ALL
SELECT set_config('plan_cache_mode', 'force_generic_plan', true)
