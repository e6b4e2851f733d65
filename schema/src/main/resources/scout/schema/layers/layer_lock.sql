-- grain: one row per layer; whoever writes the layer holds it, one at a time

-- name: lock
-- A writer handles one batch at a time; it gets enough memory to sort and hash its records. JIT is
-- off, since compiled code would never be reused.
SELECT layer, set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
  FROM scout.layer_lock
 WHERE layer = :layer
   FOR UPDATE

-- name: lock_at_once
-- The same; no row if another writer holds it.
SELECT layer, set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
  FROM scout.layer_lock
 WHERE layer = :layer
   FOR UPDATE SKIP LOCKED

-- name: prepare
-- As much memory for a batch whose records are typed before the layer is locked. While it waits for
-- the batch before, it holds bronze. Whoever changes a table of both may stand between the two,
-- where PostgreSQL sees no deadlock: so it waits no longer than this, and is typed again.
SELECT set_config('work_mem', '64MB', true),
       set_config('idle_in_transaction_session_timeout', '30s', true)
