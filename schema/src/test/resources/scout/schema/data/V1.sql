INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes, sha256, uploaded_at,
  status, generation, silver_generation, bronze_created_at, records_read, records_loaded,
  records_rejected, records_current, records_superseded, reason, request_id)
VALUES
  ('00000000-0000-7000-8000-000000000001', 'sample', 'a.json', 'e1', 'till-1', 10, 'aa',
   '2025-03-14 08:00Z', 'archived', 2, 2, '2025-03-14 08:01Z', 4, 3, 1, 2, 1, NULL, 'r2'),
  ('00000000-0000-7000-8000-000000000002', 'sample', 'b.json', 'e2', NULL, 0, NULL,
   '2025-03-15 08:00Z', 'quarantined', 0, 0, NULL, 0, 0, 0, 0, 0, 'EMPTY_FILE: nothing', NULL);
UPDATE scout.files SET request_id = 'r3' WHERE etag = 'e1';
