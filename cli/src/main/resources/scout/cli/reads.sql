-- What the client commands ask, as scout_watch.

-- name: now
SELECT clock_timestamp()

-- name: refresh_finished
-- the latest refresh that began at or after a time and has ended
SELECT refresh_id::text, outcome, error, started_at, finished_at, silver_files, silver_rows,
       gold_rows, platinum_rows, failed_checks
  FROM scout.refreshes
 WHERE started_at >= :since
   AND finished_at IS NOT NULL
 ORDER BY started_at DESC
 LIMIT 1

-- name: pending
-- files that silver has not taken, of those that were loaded before a time
SELECT count(*) AS files
  FROM scout.files_pending
 WHERE coalesce(loaded_at, updated_at) < :since

-- name: files_by_status
SELECT status, count(*) AS files, sum(records_read)::bigint AS records_read,
       sum(records_loaded)::bigint AS records_loaded,
       sum(records_rejected)::bigint AS records_rejected,
       sum(records_current + records_superseded - records_overridden)::bigint AS transactions,
       sum(records_lost)::bigint AS records_lost
  FROM scout.files
 GROUP BY status
 ORDER BY status

-- name: layers
SELECT (SELECT coalesce(sum(records_loaded), 0)::bigint FROM scout.files) AS bronze_records,
       (SELECT coalesce(sum(records_current), 0)::bigint FROM scout.files) AS silver_transactions,
       (SELECT count(*) FROM scout.gold_store_daily_summary) AS gold_store_days,
       (SELECT count(*) FROM scout.platinum_store_features) AS platinum_rows,
       (SELECT count(*) FROM scout.files_pending) AS files_waiting_for_silver

-- name: oldest_unfinished
-- the file whose journey has stood still for longest, and how many are under way
SELECT object_key, status, updated_at AS since, under_way
  FROM (SELECT object_key, status, updated_at, count(*) OVER () AS under_way
          FROM scout.files_under_way
         ORDER BY updated_at) AS unfinished
 LIMIT 1

-- name: last_sweep
SELECT started_at, finished_at, listed, handed_over, resumed, unsupported, hidden
  FROM scout.sweeps
 ORDER BY started_at DESC
 LIMIT 1

-- name: stopped_since
-- files whose journey was stopped since, by something that is not their data
SELECT object_key, reason
  FROM scout.files_under_way
 WHERE stopped_at >= :since
 ORDER BY object_key

-- name: taken_since
-- what silver has taken since a time
SELECT count(*) AS files_settled, coalesce(sum(records_read), 0)::bigint AS records_read,
       coalesce(sum(records_loaded), 0)::bigint AS records_loaded,
       coalesce(sum(records_rejected), 0)::bigint AS records_rejected,
       coalesce(sum(records_current + records_superseded - records_overridden), 0)::bigint
         AS transactions,
       coalesce(sum(records_lost), 0)::bigint AS records_lost
  FROM scout.files
 WHERE settled_at >= :since

-- name: left_in_place
-- some of the objects that the last sweep did not touch
SELECT substr(example, position(': ' IN example) + 2) AS object_key,
       split_part(example, ': ', 1) AS reason
  FROM (SELECT unnest(left_in_place) AS example
          FROM (SELECT left_in_place FROM scout.sweeps WHERE finished_at IS NOT NULL
                 ORDER BY started_at DESC LIMIT 1) AS last) AS examples

-- name: last_refresh
SELECT started_at, finished_at, outcome, silver_files, silver_rows, gold_rows, platinum_rows,
       failed_checks, error
  FROM scout.refreshes
 ORDER BY started_at DESC
 LIMIT 1

-- name: new_payload_keys
-- keys that no payload had before last week, apart from those of the first day of all
SELECT p.key, p.first_seen, p.count AS records, f.object_key AS example_file
  FROM scout.payload_keys p
  LEFT JOIN scout.files f ON f.file_id = p.example_file
 WHERE p.first_seen > now() - interval '7 days'
   AND p.first_seen > (SELECT min(first_seen) FROM scout.payload_keys) + interval '1 day'
 ORDER BY p.first_seen DESC, p.key
 LIMIT 20

-- name: silent_devices
SELECT subject AS device, message, opened_at AS since
  FROM scout.alerts
 WHERE kind = 'device_silent' AND resolved_at IS NULL
 ORDER BY opened_at

-- name: open_alerts
SELECT kind, severity, subject, message, opened_at
  FROM scout.alerts
 WHERE resolved_at IS NULL AND kind <> 'device_silent'
 ORDER BY severity = 'critical' DESC, opened_at DESC
 LIMIT 20

-- name: undelivered_alerts
-- messages about alerts that their target has not taken
SELECT target, kind, event, created_at AS since, attempts, problem
  FROM scout.alert_messages
 WHERE sent_at IS NULL AND dropped_at IS NULL AND attempts > 0
 ORDER BY created_at
 LIMIT 20

-- name: trouble
SELECT (SELECT count(*) FROM scout.alerts WHERE resolved_at IS NULL) AS open_alerts,
       (SELECT count(*) FROM scout.data_quality_checks WHERE NOT passed) AS failing_checks

-- name: files
-- newest first; transactions are its records that became one, whether or not another file's
-- delivery won; lost is what became none, ids_shared how many lost their id to another sale
WITH sharing AS MATERIALIZED (
  SELECT file_id, count(*) AS ids_shared
    FROM scout.silver_superseded
   WHERE shares_id
   GROUP BY file_id)
SELECT object_key, status, device_id, uploaded_at, records_read, records_loaded,
       records_rejected, records_current + records_superseded - records_overridden AS transactions,
       records_lost, coalesce(sharing.ids_shared, 0) AS ids_shared, records_current, records_superseded, records_unkeyed,
       records_rejected_silver, records_overridden, records_discarded, records_pending,
       generation, silver_generation, attempt, size_bytes, etag, file_id::text, reason,
       archived_key
  FROM scout.files
  LEFT JOIN sharing USING (file_id)
 WHERE (NOT CAST(:lost AS boolean) OR records_lost > 0 OR sharing.ids_shared > 0)
   AND (CAST(:status AS text) IS NULL OR status = :status)
   AND (CAST(:device AS text) IS NULL OR device_id = :device)
   AND (CAST(:from AS timestamptz) IS NULL OR uploaded_at >= CAST(:from AS timestamptz))
   AND (CAST(:to AS timestamptz) IS NULL OR uploaded_at < CAST(:to AS timestamptz))
 ORDER BY file_seq DESC
 LIMIT :limit

-- name: versions
-- all versions of one key, the latest upload first
SELECT object_key, etag, status, file_id::text, device_id, uploaded_at, size_bytes, sha256, attempt,
       generation, silver_generation, records_read, records_loaded, records_rejected,
       records_current + records_superseded - records_overridden AS transactions, records_lost,
       records_current, records_superseded, records_unkeyed, records_rejected_silver,
       records_overridden, records_discarded, records_pending, amounts_rounded,
       field_nulls::text AS field_nulls, declared_nulls::text AS declared_nulls,
       values_unfit::text AS values_unfit, dialect::text AS dialect, reason, bucket, archived_key,
       claimed_at, loaded_at, archived_at, quarantined_at, discarded_at, gone_at, replayed_at,
       settled_at, updated_at, request_id
  FROM scout.files
 WHERE bucket = :bucket
   AND object_key = :key
 ORDER BY uploaded_at DESC, file_seq DESC

-- name: named
-- all versions of one key, the one that stands for it first
SELECT f.object_key, f.status, f.etag, f.device_id, f.uploaded_at, f.records_read, f.records_loaded,
       f.generation, f.reason
  FROM scout.key_versions v
  JOIN scout.files f ON f.file_id = v.file_id
 WHERE v.bucket = :bucket
   AND v.object_key = :key
 ORDER BY v.place

-- name: rejected
SELECT stage, record_no, byte_offset, code, message, left(raw_text, 200) AS raw
  FROM scout.rejected_records
 WHERE file_id = CAST(:file_id AS uuid)
 ORDER BY stage, record_no
 LIMIT :limit

-- name: store_days
-- the store-days in which a version's transactions count, or would if they had not lost
SELECT store_id, transaction_date::text, sum(current)::bigint AS current,
       sum(superseded)::bigint AS superseded
  FROM (SELECT store_id, transaction_date, transactions AS current, 0 AS superseded
          FROM scout.file_store_days
         WHERE file_id = CAST(:file_id AS uuid)
         UNION ALL
        SELECT store_id, transaction_date, 0, 1
          FROM scout.silver_superseded
         WHERE file_id = CAST(:file_id AS uuid)) AS deliveries
 GROUP BY store_id, transaction_date
 ORDER BY store_id, transaction_date

-- name: selection
-- of each key that a bulk command means, the version that stands for it
SELECT f.object_key, f.status, f.device_id, f.uploaded_at, f.records_read, f.generation, f.etag,
       f.reason
  FROM scout.key_versions v
  JOIN scout.files f ON f.file_id = v.file_id
 WHERE v.bucket = :bucket
   AND v.place = 1
   AND (CAST(:status AS text) IS NULL OR f.status = :status)
   AND (CAST(:device AS text) IS NULL OR f.device_id = :device)
   AND (CAST(:from AS timestamptz) IS NULL OR f.uploaded_at >= CAST(:from AS timestamptz))
   AND (CAST(:to AS timestamptz) IS NULL OR f.uploaded_at < CAST(:to AS timestamptz))
 ORDER BY f.object_key

-- name: carried_out
-- the versions on which a person's requests were carried out
SELECT r.request_id, f.etag, f.status, f.generation, f.records_read, f.records_loaded,
       f.records_rejected, f.reason, f.archived_key
  FROM json_to_recordset(CAST(:requests AS json)) AS r (request_id text, object_key text)
  JOIN scout.files f ON f.bucket = :bucket AND f.object_key = r.object_key
   AND (f.request_id = r.request_id OR r.request_id = ANY (f.earlier_requests))

-- name: checks
SELECT check_name, table_name, severity, blocking, passed, expected_result, actual_result,
       executed_at
  FROM scout.data_quality_checks
 ORDER BY check_name

-- name: check_results
-- what the checks said when a refresh, or a later one, looked at them last
SELECT check_name, passed, actual_result, message, executed_at
  FROM scout.data_quality_checks
 WHERE executed_at >= (SELECT started_at FROM scout.refreshes
                        WHERE refresh_id = CAST(:refresh_id AS uuid))
 ORDER BY check_name

-- name: alerts
SELECT id, kind, severity, subject, message, opened_at, last_seen_at, times_seen, resolved_at,
       acknowledged_by, muted_until
  FROM scout.alerts
 WHERE CAST(:all AS boolean) OR resolved_at IS NULL
 ORDER BY opened_at DESC
 LIMIT :limit

-- name: open_alert
SELECT id, fingerprint
  FROM scout.alerts
 WHERE resolved_at IS NULL
   AND (fingerprint = CAST(:name AS text) OR id::text = CAST(:name AS text))

-- name: usage_devices
SELECT device_id AS device, sum(files)::bigint AS files, sum(bytes)::bigint AS bytes,
       sum(records)::bigint AS records, sum(rejected)::bigint AS rejected, sum(lost)::bigint AS lost,
       round(avg(event_to_upload_seconds))::bigint AS seconds_to_upload,
       round(avg(upload_to_gold_seconds))::bigint AS seconds_to_gold
  FROM scout.usage_devices
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
 GROUP BY device_id
 ORDER BY bytes DESC, device_id
 LIMIT :limit

-- name: usage_tables
SELECT table_name, sum(rows_written)::bigint AS rows_written, sum(rows_read)::bigint AS rows_read,
       max(bytes) FILTER (WHERE day = (now() AT TIME ZONE 'UTC')::date) AS bytes,
       sum(bytes_grown)::bigint AS bytes_grown
  FROM scout.usage_tables
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
 GROUP BY table_name
 ORDER BY bytes DESC NULLS LAST, table_name

-- name: usage_roles
SELECT role, sum(calls)::bigint AS calls, sum(rows)::bigint AS rows
  FROM scout.usage_roles
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int) AND calls IS NOT NULL
 GROUP BY role
 ORDER BY calls DESC, role

-- name: disk_growth
SELECT bytes, bytes_per_day, days_counted, disk_bytes, full_on::text AS full_on
  FROM scout.disk_growth

-- name: declaration
-- the files of the declaration in force
SELECT declaration_id, files::text AS files, applied_at, applied_by
  FROM scout.declarations
 ORDER BY declaration_id DESC
 LIMIT 1

-- name: models_held
SELECT model_name AS model, state, problem, state_since AS since
  FROM scout.models
 WHERE state <> 'active' AND phase IS DISTINCT FROM 'beside'
 ORDER BY position

-- name: models
-- the tables that models are and read, in the order in which data goes through them
WITH tables AS (
  SELECT 'silver_edge_transactions' AS name, 'silver' AS layer, '{transaction_id}'::text[] AS grain,
         '{store_id,transaction_date}'::text[] AS slice, '{}'::text[] AS reads, -4 AS place,
         NULL::text AS state, NULL::text AS problem, NULL::timestamptz AS refreshed_at
   UNION ALL
  SELECT table_name, CASE kind WHEN 'reference' THEN 'reference' ELSE 'silver' END, grain, slice,
         CASE kind WHEN 'child' THEN '{silver_edge_transactions}'::text[] ELSE '{}' END,
         CASE kind WHEN 'reference' THEN -2 ELSE -3 END, NULL, NULL, made_at
    FROM scout.declared_tables
   WHERE kind IN ('reference', 'child')
   UNION ALL
  -- what was computed before this was written down is as fresh as the last refresh
  SELECT model_name, layer, grain, slice, inputs, position, state, problem,
         coalesce(refreshed_at, (SELECT finished_at FROM scout.refreshes
                                  WHERE outcome = 'succeeded'
                                  ORDER BY started_at DESC LIMIT 1))
    FROM scout.models
   WHERE phase IS DISTINCT FROM 'beside')
SELECT t.name AS table_name, t.layer, array_to_string(t.grain, ', ') AS grain,
       array_to_string(t.slice, ', ') AS slice,
       (SELECT pg_stat_get_live_tuples(c.oid) FROM pg_class c
         WHERE c.oid = to_regclass('scout.' || t.name)) AS rows,
       t.refreshed_at AS fresh,
       CASE WHEN t.state = 'held' THEN 'held: ' || t.problem
            WHEN t.state = 'building' THEN 'building'
            WHEN EXISTS (SELECT FROM scout.data_quality_checks q
                          WHERE regexp_replace(q.table_name, '^scout\.', '') = t.name
                            AND NOT q.passed) THEN 'a check fails'
            ELSE 'well' END AS health,
       array_to_string(t.reads, ', ') AS reads,
       (SELECT string_agg(r.name, ', ' ORDER BY r.place, r.name)
          FROM tables r WHERE t.name = ANY (r.reads)) AS read_by
  FROM tables t
 WHERE CAST(:table AS text) IS NULL OR t.name = :table
 ORDER BY array_position('{silver,reference,gold,platinum}'::text[], t.layer), t.place, t.name

-- name: model_columns
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       col_description(c.oid, a.attnum) AS meaning
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.oid = to_regclass('scout.' || :table)
 ORDER BY a.attnum

-- name: model_fields
-- what the newest files lack of silver's fields, or of a child table's
SELECT field, records, lacking,
       round(100.0 * lacking / nullif(records, 0), 1) || ' %' AS share, unfit
  FROM scout.field_shares
 WHERE table_name = :table AND records > 0
 ORDER BY lacking DESC, field COLLATE "C"

-- name: model_lineage
-- everything below and above a table, nearest first
WITH RECURSIVE edges AS (
  SELECT model_name AS reader, input
    FROM scout.models CROSS JOIN unnest(inputs) AS input
   WHERE phase IS DISTINCT FROM 'beside'
   UNION
  SELECT table_name, 'silver_edge_transactions' FROM scout.declared_tables WHERE kind = 'child'
   UNION
  VALUES ('silver_edge_transactions', 'bronze_edge_raw'), ('bronze_edge_raw', 'files')),
below AS (
  SELECT input AS name, 1 AS steps FROM edges WHERE reader = :table
   UNION
  SELECT e.input, b.steps + 1 FROM below b JOIN edges e ON e.reader = b.name),
above AS (
  SELECT reader AS name, 1 AS steps FROM edges WHERE input = :table
   UNION
  SELECT e.reader, a.steps + 1 FROM above a JOIN edges e ON e.input = a.name)
SELECT 'is computed from' AS lineage, name AS table_name, min(steps) AS steps FROM below GROUP BY name
 UNION ALL
SELECT 'is read by', name, min(steps) FROM above GROUP BY name
 ORDER BY 1, 3, 2

-- name: model_checks
SELECT check_name, blocking, passed, executed_at, check_query
  FROM scout.data_quality_checks
 WHERE regexp_replace(table_name, '^scout\.', '') = :table
 ORDER BY check_name

-- name: model_details
SELECT m.about, m.state, m.problem, m.state_since AS since, m.refreshed_at,
       CASE WHEN m.looks_back > 0 THEN m.looks_back END AS looks_back_days,
       CASE WHEN m.every > '0' THEN m.every::text END AS every,
       d.applied_at AS declared_at, coalesce(d.applied_by, 'Scout') AS declared_by,
       (SELECT count(*) FROM scout.model_queue q WHERE q.reader = m.model_name) AS changes_waiting
  FROM scout.models m
  LEFT JOIN scout.declarations d USING (declaration_id)
 WHERE m.model_name = :table
