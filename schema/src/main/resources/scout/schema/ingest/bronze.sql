-- name: copyRows
COPY scout.bronze_records (id, record_no, device_id, raw_data, file_name, file_path,
  file_size_bytes, checksum, ingested_at, created_at, file_id, envelope) FROM STDIN (FORMAT binary)

-- name: copyRejects
COPY scout.rejected_records (file_id, stage, record_no, byte_offset, code, message, raw, raw_text)
FROM STDIN (FORMAT binary)

-- name: deleteRows
-- created_at prunes the partitions.
DELETE FROM scout.bronze_records b WHERE b.file_id = :fileId AND b.created_at = :createdAt

-- name: deleteRejects
DELETE FROM scout.rejected_records r WHERE r.file_id = :fileId AND r.stage = 'bronze'

-- name: ensurePartition
SELECT scout.ensure_partition(:month)
