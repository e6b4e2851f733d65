INSERT INTO scout.usage_device_days (device_id, day, files, bytes, records, rejected, lost, timed_files,
  event_seconds, gold_files, gold_seconds)
VALUES ('till-01', '2025-03-14', 1, 10, 1, 0, 0, 1, 60, 1, 60);
INSERT INTO scout.usage_snapshots (kind, name, day, bytes) VALUES ('table', 'files', '2025-03-14', 8192);
