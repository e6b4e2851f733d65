-- What housekeeping counts for the views of usage, as scout_transform.

-- name: next_range
-- The files to count next: at most :limit in their order, up to the first that was claimed less than
-- a day ago, since what becomes of it may still change. Locked, so that no file is counted twice.
SELECT counted.file_seq AS after,
       (SELECT max(file_seq)
          FROM (SELECT file_seq, max(claimed_at) OVER (ORDER BY file_seq) AS latest
                  FROM (SELECT f.file_seq, f.claimed_at FROM scout.files f
                         WHERE f.file_seq > counted.file_seq
                         ORDER BY f.file_seq
                         LIMIT :limit) AS coming) AS ranged
         WHERE latest < now() - interval '1 day') AS upto
  FROM scout.usage_counted AS counted
   FOR UPDATE

-- name: count_devices
INSERT INTO scout.usage_device_days AS counted
  (device_id, day, files, bytes, records, rejected, lost, timed_files, event_seconds, gold_files,
   gold_seconds, gold_longest)
SELECT f.device_id, f.day, count(*), sum(f.size_bytes), sum(f.records_read),
       sum(f.records_rejected), sum(f.records_lost), count(sale.at),
       coalesce(sum(extract(epoch FROM f.uploaded_at - sale.at)), 0), count(f.gold_seconds),
       coalesce(sum(f.gold_seconds), 0), max(f.gold_seconds)
  FROM scout.counted_files f
  LEFT JOIN LATERAL (SELECT t.transaction_timestamp AS at FROM scout.silver_edge_transactions t
                      WHERE t.file_id = f.file_id
                      LIMIT 1) AS sale ON true
 WHERE f.file_seq > :after AND f.file_seq <= :upto
 GROUP BY f.device_id, f.day
    ON CONFLICT (day, device_id) DO UPDATE
   SET files = counted.files + excluded.files,
       bytes = counted.bytes + excluded.bytes,
       records = counted.records + excluded.records,
       rejected = counted.rejected + excluded.rejected,
       lost = counted.lost + excluded.lost,
       timed_files = counted.timed_files + excluded.timed_files,
       event_seconds = counted.event_seconds + excluded.event_seconds,
       gold_files = counted.gold_files + excluded.gold_files,
       gold_seconds = counted.gold_seconds + excluded.gold_seconds,
       gold_longest = greatest(counted.gold_longest, excluded.gold_longest)

-- name: counted
UPDATE scout.usage_counted SET file_seq = :upto

-- name: snapshot
INSERT INTO scout.usage_snapshots AS earlier
  (kind, name, day, rows_written, rows_read, calls, bytes, disk_bytes)
SELECT kind, name, (now() AT TIME ZONE 'UTC')::date, rows_written, rows_read, calls, bytes,
       CASE WHEN kind = 'database' THEN CAST(:disk AS bigint) END
  FROM scout.counted_now
    ON CONFLICT (kind, name, day) DO UPDATE
   SET taken_at = clock_timestamp(), rows_written = excluded.rows_written,
       rows_read = excluded.rows_read, calls = excluded.calls, bytes = excluded.bytes,
       disk_bytes = excluded.disk_bytes
