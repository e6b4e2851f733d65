-- grain: one row, a new version that is loaded in one transaction with others
-- These steps take only versions of keys that have no other version, so that none of the rules
-- about several versions of a key applies.

-- name: claimNew
-- Begins versions of keys that the ledger does not know. No row means that it knows the key.
INSERT INTO scout.files AS f
  (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, beneath, batch_id)
SELECT v.file_id, :bucket, v.object_key, v.etag, v.device_id, v.size_bytes,
       CAST(v.uploaded_at AS timestamptz), CASE WHEN v.lowest THEN CAST('{}' AS text[]) END,
       CAST(:batchId AS text)
  FROM unnest(
         CAST(:fileIds AS uuid[]), CAST(:keys AS text[]), CAST(:etags AS text[]),
         CAST(:deviceIds AS text[]), CAST(:sizes AS bigint[]), CAST(:uploadedAts AS text[]),
         CAST(:lowest AS boolean[]))
       AS v (file_id, object_key, etag, device_id, size_bytes, uploaded_at, lowest)
 WHERE NOT EXISTS (
     SELECT FROM scout.files o WHERE o.bucket = :bucket AND o.object_key = v.object_key)
 ORDER BY v.object_key
ON CONFLICT (bucket, object_key, etag) DO NOTHING
RETURNING f.*

-- name: finishAll
-- Moves the claimed versions to loaded, as loading.finish does for one. Only the first attempt can
-- have claimed them.
UPDATE scout.files f
   SET status = 'loaded',
       generation = f.generation + 1,
       bronze_created_at = :createdAt,
       device_id = v.device_id,
       sha256 = v.sha256,
       records_read = v.records_read,
       records_loaded = v.records_loaded,
       records_rejected = v.records_read - v.records_loaded,
       dialect = CAST(v.dialect AS jsonb),
       records_pending = v.records_loaded,
       loaded_at = clock_timestamp(),
       updated_at = clock_timestamp()
  FROM unnest(
         CAST(:fileIds AS uuid[]), CAST(:deviceIds AS text[]), CAST(:sha256s AS text[]),
         CAST(:reads AS bigint[]), CAST(:loadeds AS bigint[]), CAST(:dialects AS text[]))
       AS v (file_id, device_id, sha256, records_read, records_loaded, dialect)
 WHERE f.file_id = v.file_id AND f.attempt = 1 AND f.status = 'loading'
RETURNING f.*

-- name: others
-- How many other versions the keys have. One that is claimed later waits for the locks of the rows
-- above before it decides which version stands.
SELECT count(*) FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = ANY (:keys) AND f.file_id <> ALL (:fileIds)
