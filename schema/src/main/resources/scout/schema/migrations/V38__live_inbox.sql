-- Storage events wait here until their file's work has begun, and the ledger names the group of a file.

-- grain: one row per object that a storage event names and whose journey or group has not begun
CREATE TABLE scout.live_inbox (
  seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bucket     text NOT NULL,
  object_key text NOT NULL,
  etag       text,
  size_bytes bigint CHECK (size_bytes >= 0),
  device_id  text NOT NULL,
  arrived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at     timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000,
        autovacuum_analyze_threshold = 100000);
COMMENT ON TABLE scout.live_inbox IS
  'One row per object that a storage event names, from the webhook''s answer until its journey or group has begun; nearly always empty.';
COMMENT ON COLUMN scout.live_inbox.seq IS 'The order of arrival.';
COMMENT ON COLUMN scout.live_inbox.bucket IS 'The bucket.';
COMMENT ON COLUMN scout.live_inbox.object_key IS 'The full object key.';
COMMENT ON COLUMN scout.live_inbox.etag IS
  'The version''s ETag without quotes; null if the event has none.';
COMMENT ON COLUMN scout.live_inbox.size_bytes IS 'The object''s size; null if the event has none.';
COMMENT ON COLUMN scout.live_inbox.device_id IS
  'The device by the object''s key, so that devices take turns; empty if the key names none.';
COMMENT ON COLUMN scout.live_inbox.arrived_at IS 'When the event was taken.';
COMMENT ON COLUMN scout.live_inbox.due_at IS
  'It is not tried before: Temporal refused the file by itself, and is asked again later.';
CREATE INDEX live_inbox_of_key ON scout.live_inbox (bucket, object_key, seq);

ALTER TABLE scout.files ADD COLUMN batch_id text;
COMMENT ON COLUMN scout.files.batch_id IS
  'The workflow FileBatch that claimed the file last, with others; null if its own journey did.';
