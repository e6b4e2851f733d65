-- name: discard
-- The attempt moves too, so that a load or replay that still runs loses.
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
