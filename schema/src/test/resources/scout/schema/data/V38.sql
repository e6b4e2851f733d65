INSERT INTO scout.live_inbox (bucket, object_key, etag, size_bytes, device_id)
VALUES ('sample', 'scout/v1/bronze/till-01/announced.jsonl', 'e1', 100, 'till-01');
UPDATE scout.files SET batch_id = 'file-batch:00000000-0000-3000-8000-000000000001';
