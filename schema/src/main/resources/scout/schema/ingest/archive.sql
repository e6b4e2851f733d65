-- name: record
-- Where the object lies. Whatever else became of the file meanwhile stays.
UPDATE scout.files f
   SET archived_key = :archivedKey,
       archived_at = clock_timestamp(),
       status = CASE f.status WHEN 'loaded' THEN 'archived' ELSE f.status END,
       reason = CASE WHEN f.reason LIKE 'OBJECT_GONE:%' THEN NULL ELSE f.reason END,
       updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.archived_key IS DISTINCT FROM :archivedKey
    OR f.file_id = :fileId AND f.status = 'loaded'

-- name: vanished
-- The rows are there, the object is not: the journey ends, and says so.
UPDATE scout.files f
   SET status = 'archived', archived_key = NULL, reason = :reason, updated_at = clock_timestamp()
 WHERE f.file_id = :fileId AND f.status = 'loaded'
