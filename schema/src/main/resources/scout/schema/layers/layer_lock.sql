-- grain: one row per layer; whoever writes the layer holds it, one at a time

-- name: lock
-- A writer works on the records of a batch, of which there is one at a time: enough memory to sort
-- and hash them. What is compiled for one of its statements is never used again.
SELECT layer, set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
  FROM scout.layer_lock
 WHERE layer = :layer
   FOR UPDATE
