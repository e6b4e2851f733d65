-- grain: one row, a version among those of its key
-- With SCOUT_OVERWRITE=replace the latest loaded version of a key stands. The older ones are
-- settled out.

-- name: raise
-- The same bytes came back after another version of the key. They become the latest upload and are
-- settled again. Storage keeps times to the second, hence the added microsecond. A version that
-- came back within that second gets it too. One that lay below another of that second did not come
-- back.
UPDATE scout.files f
   SET uploaded_at = greatest(:uploadedAt, later.uploaded_at + interval '1 microsecond'),
       beneath = CAST(:beneath AS text[]),
       silver_generation = CASE WHEN f.generation > 0 THEN NULL ELSE f.silver_generation END,
       updated_at = clock_timestamp()
  FROM (SELECT max(o.uploaded_at) AS uploaded_at
          FROM scout.files me
          JOIN scout.files o ON o.bucket = me.bucket AND o.object_key = me.object_key
         WHERE me.file_id = :fileId
           AND (o.uploaded_at, o.file_seq) > (me.uploaded_at, me.file_seq)
           AND date_trunc('second', o.uploaded_at) <= :uploadedAt
           AND NOT (
             o.uploaded_at >= date_trunc('second', CAST(:uploadedAt AS timestamptz))
             AND coalesce(
                   o.beneath = '{}' OR CAST(:versionId AS text) = ANY (o.beneath), false))
           AND o.status NOT IN ('gone', 'duplicate')) later
 WHERE f.file_id = :fileId AND later.uploaded_at IS NOT NULL
RETURNING f.*

-- name: lockBoth
SELECT f.file_seq FROM scout.files f
 WHERE f.file_id IN (:fileId, :otherId)
 ORDER BY f.file_seq
   FOR NO KEY UPDATE NOWAIT

-- name: lock
-- The first version of the key is always among them, so that two loads of the key always meet.
SELECT f.file_seq FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = :key
   AND (f.replaced_by IS NULL OR f.file_id = :fileId
     OR f.file_seq = (SELECT min(o.file_seq) FROM scout.files o
                       WHERE o.bucket = :bucket AND o.object_key = :key))
 ORDER BY f.file_seq
   FOR NO KEY UPDATE NOWAIT

-- name: standing
-- A discarded version still stands if it is the last upload of the device.
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
