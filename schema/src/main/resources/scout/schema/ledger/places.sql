-- grain: one row, a version whose object is moved to where it belongs

-- name: record
-- Records where the object lies. Keeps other changes of the file since then.
UPDATE scout.files f
   SET archived_key = :archivedKey,
       archived_at = clock_timestamp(),
       status = CASE f.status WHEN 'loaded' THEN 'archived' ELSE f.status END,
       reason = CASE WHEN f.reason LIKE 'OBJECT_GONE:%'
                       OR f.stopped_at IS NOT NULL AND f.status = 'loaded' THEN NULL
                     ELSE f.reason END,
       stopped_at = NULL,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.archived_key IS DISTINCT FROM :archivedKey
    OR f.file_id = :fileId AND (f.status = 'loaded' OR f.stopped_at IS NOT NULL)

-- name: place
-- As record, for a file whose copy in quarantine is still to be deleted. Until then it stays
-- loaded, so that a sweep finds it after an interruption.
UPDATE scout.files f
   SET archived_key = :archivedKey, archived_at = clock_timestamp(), updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.archived_key IS DISTINCT FROM :archivedKey

-- name: stays
-- The copy is recorded, and the object still lies where it was uploaded.
UPDATE scout.files f SET status = 'loaded', updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status = 'archived'

-- name: stopped
-- The object can't be moved, for a reason outside its data. Only a loaded file says why in its
-- row: of another one the reason says what became of it.
UPDATE scout.files f
   SET stopped_at = clock_timestamp(),
       reason = CASE f.status WHEN 'loaded' THEN :reason ELSE f.reason END,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status NOT IN ('loading', 'gone')

-- name: vanished
-- The rows exist, the object does not. The journey ends and says so.
UPDATE scout.files f
   SET status = 'archived', archived_key = NULL, reason = :reason, stopped_at = NULL,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status = 'loaded'

-- name: recordAll
-- As record, for files that never stopped. A holder of several rows must not wait for one, see RowLocks. So rows that a refresh
-- holds are skipped.
WITH free AS MATERIALIZED (
  SELECT f.file_id, place.archived_key
    FROM unnest(:fileIds, :archivedKeys) AS place (file_id, archived_key)
    JOIN scout.files f ON f.file_id = place.file_id
   WHERE f.status = 'loaded' AND f.stopped_at IS NULL
     FOR NO KEY UPDATE OF f SKIP LOCKED)
UPDATE scout.files f
   SET archived_key = free.archived_key,
       archived_at = clock_timestamp(),
       status = 'archived',
       updated_at = clock_timestamp()
  FROM free
 WHERE f.file_id = free.file_id
RETURNING f.file_id
