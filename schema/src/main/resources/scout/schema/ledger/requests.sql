-- grain: one row, a version for which a person sent a request: reprocess or discard

-- name: claim
-- Changes only the attempt, so that readers and a failed reprocessing keep the previous state.
UPDATE scout.files f SET attempt = f.attempt + 1
 WHERE f.file_id = :fileId AND f.status NOT IN ('loading', 'gone')
RETURNING f.*

-- name: finish
UPDATE scout.files f
   SET status = CASE f.status WHEN 'archived' THEN 'archived' ELSE 'loaded' END,
       generation = f.generation + 1,
       bronze_created_at = :createdAt,
       device_id = :deviceId,
       sha256 = :sha256,
       records_read = :read,
       records_loaded = :loaded,
       records_rejected = :rejected,
       dialect = CAST(:dialect AS jsonb),
       records_current = 0,
       records_superseded = 0,
       records_unkeyed = 0,
       records_rejected_silver = 0,
       records_discarded = 0,
       records_pending = :loaded,
       reason = NULL,
       loaded_at = coalesce(f.loaded_at, clock_timestamp()),
       replayed_at = clock_timestamp(),
       request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt
   AND NOT EXISTS (
     SELECT FROM scout.files d
      WHERE d.bucket = f.bucket AND d.object_key = f.object_key AND d.sha256 = :sha256
        AND d.size_bytes = f.size_bytes AND d.generation > 0 AND d.file_id <> f.file_id)
RETURNING f.*

-- name: refuse
UPDATE scout.files f
   SET reason = :reason, request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.attempt = :attempt
RETURNING f.*

-- name: discard
-- Increments the attempt too, so that a load or reprocessing that still runs loses.
UPDATE scout.files f
   SET status = 'discarded',
       attempt = f.attempt + 1,
       generation = CASE WHEN f.generation > 0 THEN f.generation + 1 ELSE 0 END,
       records_current = 0,
       records_superseded = 0,
       records_unkeyed = 0,
       records_rejected_silver = 0,
       records_pending = 0,
       records_discarded = f.records_loaded,
       reason = :reason,
       discarded_at = clock_timestamp(),
       request_id = coalesce(:requestId, f.request_id),
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status <> 'discarded'
RETURNING f.*

-- name: noteRequest
UPDATE scout.files f SET request_id = :requestId, updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.request_id IS DISTINCT FROM :requestId
   AND CAST(:requestId AS text) IS NOT NULL
RETURNING f.*
