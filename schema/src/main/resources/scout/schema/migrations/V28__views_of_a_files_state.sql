-- What it means that a file is under way, or pending, stands here once. Both views become their
-- predicate when a query is planned, so the partial indexes files_unfinished and files_waiting serve
-- them.

CREATE VIEW scout.files_under_way AS
SELECT file_id, file_seq, bucket, object_key, etag, status, attempt, reason, uploaded_at, claimed_at,
       loaded_at, replayed_at, stopped_at, updated_at
  FROM scout.files
 WHERE status IN ('loading', 'loaded');

COMMENT ON VIEW scout.files_under_way IS
  'One row per file whose journey is not over: it is loading, or loaded and not archived yet.';
COMMENT ON COLUMN scout.files_under_way.file_id IS 'The file.';
COMMENT ON COLUMN scout.files_under_way.file_seq IS 'The order in which files were announced.';
COMMENT ON COLUMN scout.files_under_way.bucket IS 'The bucket of the object.';
COMMENT ON COLUMN scout.files_under_way.object_key IS 'The key of the object.';
COMMENT ON COLUMN scout.files_under_way.etag IS 'The version of the object.';
COMMENT ON COLUMN scout.files_under_way.status IS 'loading or loaded.';
COMMENT ON COLUMN scout.files_under_way.attempt IS 'How often it was claimed.';
COMMENT ON COLUMN scout.files_under_way.reason IS
  'Why the last attempt ended; null where none has.';
COMMENT ON COLUMN scout.files_under_way.uploaded_at IS 'When the object was uploaded.';
COMMENT ON COLUMN scout.files_under_way.claimed_at IS 'When it was claimed first.';
COMMENT ON COLUMN scout.files_under_way.loaded_at IS
  'When its records were first committed to bronze; null before.';
COMMENT ON COLUMN scout.files_under_way.replayed_at IS
  'When it was last reprocessed; null where it never was.';
COMMENT ON COLUMN scout.files_under_way.stopped_at IS
  'When something that is not its data stopped its journey; null while it goes on.';
COMMENT ON COLUMN scout.files_under_way.updated_at IS 'When its row last changed.';

CREATE VIEW scout.files_pending AS
SELECT file_id, file_seq, bucket, object_key, records_loaded, records_pending, loaded_at,
       replayed_at, discarded_at, updated_at
  FROM scout.files
 WHERE waits_for_silver;

COMMENT ON VIEW scout.files_pending IS
  'One row per file that silver has not taken as it is now, held ones included.';
COMMENT ON COLUMN scout.files_pending.file_id IS 'The file.';
COMMENT ON COLUMN scout.files_pending.file_seq IS 'The order in which files were announced.';
COMMENT ON COLUMN scout.files_pending.bucket IS 'The bucket of the object.';
COMMENT ON COLUMN scout.files_pending.object_key IS 'The key of the object.';
COMMENT ON COLUMN scout.files_pending.records_loaded IS 'Its records in bronze.';
COMMENT ON COLUMN scout.files_pending.records_pending IS
  'Its records that silver has not looked at; 0 where it was discarded.';
COMMENT ON COLUMN scout.files_pending.loaded_at IS
  'When its records were first committed to bronze; null where none were.';
COMMENT ON COLUMN scout.files_pending.replayed_at IS
  'When it was last reprocessed; null where it never was.';
COMMENT ON COLUMN scout.files_pending.discarded_at IS
  'When it was discarded; null where it was not.';
COMMENT ON COLUMN scout.files_pending.updated_at IS 'When its row last changed.';
