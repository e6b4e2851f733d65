-- SCOUT_OVERWRITE=replace: the latest loaded version of a key stands, the older ones are settled
-- out.

-- name: lock
-- The key's first version is always among them, so that two loads of the key never miss each other.
SELECT f.file_seq FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = :key
   AND (f.replaced_by IS NULL OR f.file_id = :fileId
     OR f.file_seq = (SELECT min(o.file_seq) FROM scout.files o
                       WHERE o.bucket = :bucket AND o.object_key = :key))
 ORDER BY f.file_seq
   FOR NO KEY UPDATE NOWAIT

-- name: standing
-- A version that was discarded still stands for what the device uploaded last.
SELECT f.file_id FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = :key AND f.generation > 0
 ORDER BY f.uploaded_at DESC, f.file_seq DESC
 LIMIT 1

-- name: restore
UPDATE scout.files f
   SET replaced_by = NULL, silver_generation = NULL, updated_at = clock_timestamp()
 WHERE f.file_id = :standing AND f.replaced_by IS NOT NULL

-- name: replace
UPDATE scout.files f
   SET replaced_by = :standing, silver_generation = NULL, updated_at = clock_timestamp()
 WHERE f.bucket = :bucket AND f.object_key = :key AND f.file_id <> :standing
   AND f.replaced_by IS NULL AND f.generation > 0
