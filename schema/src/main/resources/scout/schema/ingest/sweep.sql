-- The queries of a sweep to the ledger, and the records of the sweep itself.

-- name: begin
INSERT INTO scout.sweeps (sweep_id) VALUES (:id) ON CONFLICT (sweep_id) DO NOTHING

-- name: finish
UPDATE scout.sweeps
   SET finished_at = clock_timestamp(), listed = :listed, unsupported = :unsupported,
       handed_over = :handedOver, resumed = :resumed, hidden = :hidden,
       left_in_place = :leftInPlace
 WHERE sweep_id = :id

-- Takes the turn if it is free, or if its holder gave no sign of life for two minutes. Updates one
-- row if the sweep has the turn.
-- name: take_turn
UPDATE scout.sweep_turn
   SET sweep_id = :id, seen_at = clock_timestamp(),
       progress_at = CASE WHEN sweep_id = :id THEN progress_at END
 WHERE sweep_id IS NULL OR sweep_id = :id OR seen_at < clock_timestamp() - interval '2 minutes'

-- Updates one row if the sweep still has the turn.
-- name: keep_turn
UPDATE scout.sweep_turn
   SET seen_at = clock_timestamp(), progress_at = clock_timestamp()
 WHERE sweep_id = :id

-- name: end_turn
UPDATE scout.sweep_turn
   SET sweep_id = NULL, seen_at = NULL, progress_at = NULL
 WHERE sweep_id = :id

-- name: now
SELECT clock_timestamp()

-- The listed versions at rest: (place in the list from 1, since when, latest upload, whether the
-- object was missing). The status of a row in hand needs no look at files_under_way.
-- name: at_rest
SELECT version.n, file.updated_at, file.uploaded_at, file.status = 'gone'
  FROM unnest(:keys, :etags) WITH ORDINALITY AS version (object_key, etag, n)
  JOIN scout.files AS file
    ON file.bucket = :bucket
   AND file.object_key = version.object_key
   AND file.etag = version.etag
 WHERE file.status NOT IN ('loading', 'loaded')

-- The keys for whose object a journey may wait: a version is in quarantine, or its journey stopped.
-- name: awaited
SELECT DISTINCT object_key
  FROM scout.files
 WHERE bucket = :bucket AND object_key = ANY (:keys)
   AND (status = 'quarantined' OR stopped_at IS NOT NULL)

-- The handed-over versions at rest, as places in the list from 1. A version that was replaced
-- before it was read is at rest when its replacement is. A version whose journey has stopped since
-- is included, because it does not go on by itself.
-- name: finished
SELECT version.n
  FROM unnest(:keys, :etags, :sinces)
       WITH ORDINALITY AS version (object_key, etag, since, n)
 WHERE EXISTS (
         SELECT FROM scout.files AS file
          WHERE file.bucket = :bucket
            AND file.object_key = version.object_key
            AND (file.status NOT IN ('loading', 'loaded')
                   AND (file.etag = version.etag OR file.updated_at >= version.since)
                 OR file.stopped_at >= version.since))
   AND NOT EXISTS (
         SELECT FROM scout.files_under_way AS file
          WHERE file.bucket = :bucket
            AND file.object_key = version.object_key
            AND (file.stopped_at >= version.since) IS NOT TRUE)

-- One page of the files whose journey was under way before the sweep began and has not moved since.
-- name: unfinished
SELECT file_seq, object_key, etag
  FROM scout.files_under_way
 WHERE bucket = :bucket
   AND updated_at < :before
   AND file_seq > :after
 ORDER BY file_seq
 LIMIT :max
