-- grain: one row per file that silver could not settle when it was last tried

-- name: due
-- Held files whose pause is over, or that changed in the ledger.
SELECT file_id
  FROM scout.held_files held
  JOIN scout.files_pending f USING (file_id)
 WHERE (:at_once OR held.try_again_at <= now() OR held.moved_at <> f.updated_at)
 ORDER BY f.file_seq

-- name: hold
-- Pauses of 1, 2, 4 … 60 minutes.
INSERT INTO scout.held_files AS held (file_id, moved_at, try_again_at)
SELECT file_id, updated_at, now() + interval '1 minute' FROM scout.files WHERE file_id = :file_id
ON CONFLICT (file_id) DO UPDATE
  SET moved_at = excluded.moved_at,
      tries = held.tries + 1,
      tried_at = now(),
      try_again_at = now() + least(2 ^ least(held.tries, 6), 60) * interval '1 minute'

-- name: release
DELETE FROM scout.held_files WHERE file_id = ANY (:file_ids)

-- name: state
SELECT object_key, scout.bronze_kept(bronze_created_at) AS bronze_kept
  FROM scout.files
 WHERE file_id = :file_id

-- name: released_keys
-- The keys of settled files, except those with another waiting version, which may be held.
SELECT DISTINCT f.object_key
  FROM scout.files f
 WHERE f.file_id = ANY (:file_ids)
   AND NOT EXISTS (SELECT FROM scout.files_pending other
                    WHERE other.bucket = f.bucket AND other.object_key = f.object_key)
