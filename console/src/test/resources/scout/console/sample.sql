-- Some days of an installation, as the loads and refreshes leave them. :files, :devices, :stores and :days
-- say how many.

-- name: files
INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes, sha256,
       uploaded_at, claimed_at, updated_at, loaded_at, archived_at, settled_at, status, generation,
       silver_generation, records_read, records_loaded, records_rejected, records_current,
       records_unkeyed, records_lost, records_rejected_silver, reason, quarantined_at, archived_key, dialect)
SELECT gen_random_uuid(), 'sample',
       format('scout/v1/bronze/till-%s/%s.jsonl', lpad((n % :devices)::text, 4, '0'), n),
       md5(n::text), format('till-%s', lpad((n % :devices)::text, 4, '0')), 12000 + n % 9000,
       md5(n::text) || md5(n::text), at, at + interval '2 s', at + interval '4 s',
       CASE WHEN torn THEN NULL ELSE at + interval '3 s' END,
       CASE WHEN torn THEN NULL ELSE at + interval '4 s' END,
       CASE WHEN torn THEN NULL ELSE at + interval '9 s' END,
       CASE WHEN torn THEN 'quarantined' WHEN gone THEN 'discarded' ELSE 'archived' END,
       CASE WHEN torn THEN 0 ELSE 1 END, CASE WHEN torn THEN 0 ELSE 1 END,
       CASE WHEN torn THEN 0 ELSE 100 END, CASE WHEN torn THEN 0 ELSE 98 END,
       CASE WHEN torn THEN 0 ELSE 2 END,
       CASE WHEN torn THEN 0 WHEN lost THEN 90 ELSE 98 END, 0,
       CASE WHEN torn OR NOT lost THEN 0 ELSE 8 END, CASE WHEN torn OR NOT lost THEN 0 ELSE 8 END,
       CASE WHEN torn THEN 'TRUNCATED: the file ends within a record; upload it again' END,
       CASE WHEN torn THEN at + interval '3 s' END,
       CASE WHEN torn THEN format('quarantine/20250314/%s.jsonl', n) ELSE format('processed/20250314/%s.jsonl', n) END,
       '{"packing": "none", "format": "json lines"}'
  FROM (SELECT n, now() - (:files - n) * make_interval(secs => :days * 86400.0 / :files) AS at,
               n % 997 = 5 AS torn, n % 1009 = 7 AS gone, n % 211 = 3 AS lost
          FROM generate_series(1, :files) AS n) AS made
 ORDER BY n

-- name: rejects
INSERT INTO scout.rejected_records (file_id, stage, record_no, byte_offset, code, message, raw, raw_text)
SELECT file_id, 'bronze', r, r * 100, 'INVALID_JSON', 'The record is not JSON: a quote is missing',
       'x', '{"transaction_id": "<script>alert(1)</script>", "amount": '
  FROM (SELECT file_id FROM scout.files WHERE status = 'archived' ORDER BY file_seq DESC LIMIT 500) AS f
 CROSS JOIN generate_series(1, 2) AS r

-- name: silver
INSERT INTO scout.silver_edge_transactions (bronze_id, device_id, file_name, transaction_id, store_id,
       transaction_timestamp, amount, currency, payment_method, full_payload, ingested_at, file_id,
       record_no, uploaded_at, transaction_date)
SELECT gen_random_uuid(), f.device_id, f.object_key, f.file_id::text || '-' || r,
       'store-' || lpad((f.file_seq % :stores)::text, 4, '0'), f.uploaded_at, 12.50 + r, 'EUR', 'card',
       '{"note": "<b>bold</b>", "amount": 12.5}', f.loaded_at, f.file_id, r, f.uploaded_at,
       f.uploaded_at::date
  FROM (SELECT * FROM scout.files WHERE status = 'archived' ORDER BY file_seq DESC LIMIT 4000) AS f
 CROSS JOIN generate_series(1, 3) AS r

-- name: gold
INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date, transaction_count,
       active_devices, total_revenue, avg_transaction_value, most_common_payment,
       first_transaction_time, last_transaction_time, currency, other_currency_transactions)
SELECT 'store-' || lpad(s::text, 4, '0'), d::date, 40 + (s * 7 + extract(day FROM d)::int * 3) % 60, 2,
       (40 + (s * 7 + extract(day FROM d)::int * 3) % 60) * 12.5, 12.50, 'card', d + interval '8 h',
       d + interval '19 h', 'EUR', 0
  FROM generate_series(0, :stores - 1) AS s
 CROSS JOIN generate_series(current_date - :days, current_date, interval '1 day') AS d
 WHERE (s + extract(doy FROM d)::int) % 13 <> 0

-- name: platinum
INSERT INTO scout.platinum_store_features (store_id, transaction_date, day_of_week, ma7_transactions,
       avg_daily_transactions, currency)
SELECT store_id, transaction_date, extract(dow FROM transaction_date), transaction_count,
       transaction_count, currency
  FROM scout.gold_store_daily_summary

-- name: alerts
INSERT INTO scout.alerts (fingerprint, kind, severity, subject, message, opened_at, times_seen, resolved_at)
SELECT kind || ':' || subject, kind, severity, subject, message, now() - age, seen, CASE WHEN over THEN now() - age / 2 END
  FROM (VALUES
    ('quarantined_file', 'warning', 'scout/v1/bronze/till-0005/5.jsonl', 'The file ends within a record (TRUNCATED); upload it again, or discard it', interval '3 h', 1, false),
    ('device_silent', 'warning', 'till-0003', 'The device has sent nothing since yesterday; look whether it is on and online', interval '9 h', 12, false),
    ('check_failed', 'critical', 'gold_accuracy', 'gold differs from silver for 2 store-days: store-0001 and store-0004', interval '20 min', 2, false),
    ('layers_behind', 'critical', 'platinum', 'Store-days wait for platinum, and no refresh has succeeded since 09:00', interval '40 min', 3, false),
    ('file_lost', 'warning', 'till-0007', 'Of 98 records 8 became no transaction: the field store_id is missing', interval '5 h', 4, false),
    ('sweep_missed', 'warning', 'edge-sweep', 'No sweep has ended well since 07:00', interval '2 d', 9, true),
    ('device_silent', 'warning', 'till-0009', 'The device has sent nothing since Monday', interval '5 d', 30, true))
    AS made (kind, severity, subject, message, age, seen, over)

-- name: refreshes
INSERT INTO scout.refreshes (refresh_id, reason, started_at, finished_at, outcome, silver_files, silver_rows,
       gold_rows, platinum_rows, failed_checks, error)
SELECT gen_random_uuid(), 'loaded', now() - n * interval '11 min', now() - n * interval '11 min' + interval '4 s',
       CASE WHEN n = 3 THEN 'failed' ELSE 'succeeded' END, 20 + n, 1900 + n, 40, 40,
       CASE WHEN n = 1 THEN 'gold_accuracy' END, CASE WHEN n = 3 THEN 'No space left on device' END
  FROM generate_series(1, 40) AS n

-- name: sweeps
INSERT INTO scout.sweeps (sweep_id, started_at, finished_at, listed, handed_over)
SELECT gen_random_uuid(), now() - n * interval '15 min', now() - n * interval '15 min' + interval '2 s', 40 + n, 3
  FROM generate_series(1, 20) AS n

-- name: checks
UPDATE scout.data_quality_checks
   SET passed = check_name <> 'gold_accuracy', executed_at = now() - interval '11 min', actual_result = '0',
       message = CASE WHEN check_name = 'gold_accuracy' THEN '2 store-days differ' END

-- name: results
INSERT INTO scout.data_quality_results (check_name, passed, actual_result, executed_at)
SELECT check_name, NOT (check_name = 'gold_accuracy' AND n < 3), '0', now() - n * interval '11 min'
  FROM scout.data_quality_checks
 CROSS JOIN generate_series(1, 30) AS n

-- name: usage
-- housekeeping has counted all but the files of the last day
INSERT INTO scout.usage_device_days (device_id, day, files, bytes, records, rejected, lost, timed_files,
       event_seconds, gold_files, gold_seconds, gold_longest)
SELECT device_id, (uploaded_at AT TIME ZONE 'UTC')::date, count(*), sum(size_bytes), sum(records_read),
       sum(records_rejected), sum(records_lost), count(*), 300 * count(*), count(*), 9 * count(*), 30
  FROM scout.files
 WHERE claimed_at < now() - interval '1 day'
 GROUP BY 1, 2

-- name: counted
UPDATE scout.usage_counted
   SET file_seq = (SELECT coalesce(max(file_seq), 0) FROM scout.files
                    WHERE claimed_at < now() - interval '1 day')

-- name: snapshots
INSERT INTO scout.usage_snapshots (kind, name, day, taken_at, rows_written, rows_read, bytes, disk_bytes)
SELECT kind, name, (now() AT TIME ZONE 'UTC')::date - n, now() - n * interval '1 day',
       rows_written * (100 - n) / 100, rows_read * (100 - n) / 100, bytes * (100 - n) / 100,
       CASE WHEN kind = 'database' THEN 10 * bytes END
  FROM scout.counted_now
 CROSS JOIN generate_series(1, 30) AS n
