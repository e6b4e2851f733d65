-- grain: one row, a version whose object is about to be moved

-- name: take
-- Those that no other session moves. A row lock won't do: a refresh would wait for the copy.
SELECT file_id
  FROM unnest(:fileIds) AS version (file_id)
 WHERE pg_try_advisory_lock(hashtextextended('scout.archive:' || CAST(file_id AS text), 0))

-- name: end
SELECT pg_advisory_unlock_all()
