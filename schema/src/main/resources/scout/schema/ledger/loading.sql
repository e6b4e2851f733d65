-- grain: one row, a version that is being loaded
-- Every statement that moves a row to a new state names the attempt of its claim. A new claim
-- fences off the attempt before it.

-- name: claim
-- Begins a new version. Restarts one that was interrupted, or that was gone and is back. No row
-- means that the version is known. Storage keeps times to the second. A version that is seen after
-- others of that second counts as uploaded after them, also after one that was raised in it. It
-- counts as uploaded before those that it is known to have lain below, a microsecond each.
WITH others AS (
  SELECT max(o.uploaded_at) AS latest,
         min(o.uploaded_at) FILTER (
           WHERE o.beneath = '{}' OR CAST(:versionId AS text) = ANY (o.beneath)) AS above
    FROM scout.files o
   WHERE o.bucket = :bucket AND o.object_key = :key AND o.etag <> :etag
     AND o.uploaded_at
           >= date_trunc('second', CAST(:uploadedAt AS timestamptz)) - interval '1 millisecond'
     AND o.uploaded_at < date_trunc('second', CAST(:uploadedAt AS timestamptz)) + interval '1 second'
     AND o.status NOT IN ('gone', 'duplicate')
)
INSERT INTO scout.files AS f
  (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, beneath, batch_id)
SELECT :fileId, :bucket, :key, :etag, :deviceId, :sizeBytes,
       coalesce(others.above - interval '1 microsecond', greatest(:uploadedAt, others.latest)),
       CAST(:beneath AS text[]), CAST(:batchId AS text)
  FROM others
ON CONFLICT (bucket, object_key, etag) DO UPDATE
   SET attempt = f.attempt + 1,
       status = 'loading',
       size_bytes = EXCLUDED.size_bytes,
       uploaded_at =
         CASE f.status
           WHEN 'gone' THEN
             (SELECT coalesce(
                       above - interval '1 microsecond',
                       greatest(:uploadedAt, latest + interval '1 microsecond'))
                FROM others)
           ELSE f.uploaded_at
         END,
       beneath = coalesce(EXCLUDED.beneath, f.beneath),
       batch_id = EXCLUDED.batch_id,
       gone_at = NULL,
       stopped_at = NULL,
       reason = NULL,
       updated_at = clock_timestamp()
 WHERE f.status IN ('loading', 'gone')
RETURNING f.*

-- name: unread
-- A claimed version can't be read, for a reason outside its data. Records the reason, and whether
-- its journey stopped for it.
UPDATE scout.files f
   SET reason = :reason,
       stopped_at = CASE WHEN :stopped THEN clock_timestamp() END,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt AND f.status = 'loading'
RETURNING f.*

-- name: announcedGone
-- Records an announced version that does not exist. Its upload time is unknown, so now stands for
-- it.
INSERT INTO scout.files AS f
  (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, status, gone_at, reason)
VALUES (:fileId, :bucket, :key, :etag, :deviceId, 0, clock_timestamp(), 'gone', clock_timestamp(),
  :reason)
ON CONFLICT (bucket, object_key, etag) DO NOTHING
RETURNING f.*

-- name: gone
-- Names no attempt, so that an attempt that still reads the missing version loses.
UPDATE scout.files f
   SET status = 'gone', attempt = f.attempt + 1, gone_at = clock_timestamp(), reason = :reason,
       stopped_at = NULL,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status = 'loading'
RETURNING f.*

-- name: finish
-- This step makes loading exactly-once. Only the latest attempt moves the row, and only if no
-- version of the key holds the same bytes.
UPDATE scout.files f
   SET status = 'loaded',
       generation = f.generation + 1,
       bronze_created_at = :createdAt,
       device_id = :deviceId,
       sha256 = :sha256,
       records_read = :read,
       records_loaded = :loaded,
       records_rejected = :rejected,
       dialect = CAST(:dialect AS jsonb),
       records_pending = :loaded,
       loaded_at = clock_timestamp(),
       request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt AND f.status = 'loading'
   AND NOT EXISTS (
     SELECT FROM scout.files d
      WHERE d.bucket = f.bucket AND d.object_key = f.object_key AND d.sha256 = :sha256
        AND d.size_bytes = f.size_bytes AND d.generation > 0)
RETURNING f.*, EXISTS (
  SELECT FROM scout.files q
   WHERE q.bucket = f.bucket AND q.object_key = f.object_key AND q.status = 'quarantined')
  AS others_in_quarantine

-- name: quarantine
UPDATE scout.files f
   SET status = 'quarantined',
       device_id = :deviceId,
       sha256 = :sha256,
       records_read = :read,
       records_rejected = :rejected,
       dialect = CAST(:dialect AS jsonb),
       reason = :reason,
       quarantined_at = coalesce(f.quarantined_at, clock_timestamp()),
       request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt AND f.status = :status AND f.generation = 0
RETURNING f.*

-- name: duplicate
UPDATE scout.files f
   SET status = 'duplicate', sha256 = :sha256, records_read = 0, records_rejected = 0,
       reason = :reason, request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt AND f.generation = 0
RETURNING f.*
