-- grain: one row per layer; whoever writes the layer holds it, one at a time

-- name: lock
SELECT layer FROM scout.layer_lock WHERE layer = :layer FOR UPDATE
