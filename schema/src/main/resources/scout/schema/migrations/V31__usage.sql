-- Who uses what: by device and day, by table and day, by role and day, and how the database grows.

-- grain: one row per device and day (UTC) of upload, of the files that were counted
CREATE TABLE scout.usage_device_days (
  device_id      text NOT NULL,
  day            date NOT NULL,
  files          bigint NOT NULL,
  bytes          bigint NOT NULL,
  records        bigint NOT NULL,
  rejected       bigint NOT NULL,
  lost           bigint NOT NULL,
  timed_files    bigint NOT NULL,
  event_seconds  double precision NOT NULL,
  gold_files     bigint NOT NULL,
  gold_seconds   double precision NOT NULL,
  gold_longest   double precision,
  PRIMARY KEY (day, device_id)
);
COMMENT ON TABLE scout.usage_device_days IS
  'One row per device and day (UTC) of upload, of the files that housekeeping has counted: each once, a day after it was claimed.';
COMMENT ON COLUMN scout.usage_device_days.device_id IS 'The device; unknown where nothing says it.';
COMMENT ON COLUMN scout.usage_device_days.day IS 'The day (UTC) of the upload.';
COMMENT ON COLUMN scout.usage_device_days.files IS 'Versions of objects.';
COMMENT ON COLUMN scout.usage_device_days.bytes IS 'Their size in the bucket.';
COMMENT ON COLUMN scout.usage_device_days.records IS 'Records read from them.';
COMMENT ON COLUMN scout.usage_device_days.rejected IS 'Records that could not be loaded.';
COMMENT ON COLUMN scout.usage_device_days.lost IS 'Loaded records that became no transaction.';
COMMENT ON COLUMN scout.usage_device_days.timed_files IS 'Files of which a sale is known.';
COMMENT ON COLUMN scout.usage_device_days.event_seconds IS
  'Over those, from one sale of each to its upload, summed.';
COMMENT ON COLUMN scout.usage_device_days.gold_files IS
  'Files that were taken into gold and not reprocessed.';
COMMENT ON COLUMN scout.usage_device_days.gold_seconds IS
  'Over those, from the upload to the end of the refresh, summed.';
COMMENT ON COLUMN scout.usage_device_days.gold_longest IS 'The longest of these.';

-- grain: one row, up to which file the days are counted
CREATE TABLE scout.usage_counted (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  file_seq bigint NOT NULL
);
COMMENT ON TABLE scout.usage_counted IS 'One row: up to which file usage_device_days counts.';
COMMENT ON COLUMN scout.usage_counted.only_row IS 'Always true.';
COMMENT ON COLUMN scout.usage_counted.file_seq IS 'The number of the last file in the ledger that is counted.';
INSERT INTO scout.usage_counted (file_seq) VALUES (0);

-- grain: one row per day and table, role or database
CREATE TABLE scout.usage_snapshots (
  kind         text NOT NULL CHECK (kind IN ('table', 'role', 'database')),
  name         text NOT NULL,
  day          date NOT NULL,
  taken_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  rows_written bigint,
  rows_read    bigint,
  calls        bigint,
  bytes        bigint,
  disk_bytes   bigint,
  PRIMARY KEY (kind, name, day)
);
COMMENT ON TABLE scout.usage_snapshots IS
  'One row per day and table, role or database: PostgreSQL''s own counters, as housekeeping found them.';
COMMENT ON COLUMN scout.usage_snapshots.kind IS 'What is counted: table, role or database.';
COMMENT ON COLUMN scout.usage_snapshots.name IS 'Its name; a partitioned table stands for its partitions.';
COMMENT ON COLUMN scout.usage_snapshots.day IS 'The day (UTC) on which it was counted; the last count of a day stays.';
COMMENT ON COLUMN scout.usage_snapshots.taken_at IS 'When it was counted.';
COMMENT ON COLUMN scout.usage_snapshots.rows_written IS 'Rows inserted, updated and deleted since the server''s statistics began.';
COMMENT ON COLUMN scout.usage_snapshots.rows_read IS 'Rows that scans of a table read, or that statements of a role gave or changed.';
COMMENT ON COLUMN scout.usage_snapshots.calls IS 'Statements of a role.';
COMMENT ON COLUMN scout.usage_snapshots.bytes IS 'Its size on disk, with indexes.';
COMMENT ON COLUMN scout.usage_snapshots.disk_bytes IS 'What the database may use (SCOUT_DB_DISK_GIB); null where nobody said.';

-- What statements the roles ran here, as pg_stat_statements counts them; no row where it is not there,
-- not loaded or not to be read.
CREATE FUNCTION scout.role_statements() RETURNS TABLE (role text, calls bigint, rows bigint)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  place text;
BEGIN
  SELECT n.nspname INTO place
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'pg_stat_statements';
  IF place IS NOT NULL THEN
    RETURN QUERY EXECUTE format(
      'SELECT pg_get_userbyid(userid)::text, sum(calls)::bigint, sum(rows)::bigint
         FROM %I.pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        GROUP BY userid', place);
  END IF;
EXCEPTION
  WHEN object_not_in_prerequisite_state OR insufficient_privilege THEN RETURN;
END
$$;

CREATE VIEW scout.counted_now AS
SELECT 'table' AS kind, coalesce(parent.relname, s.relname)::text AS name,
       sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::bigint AS rows_written,
       sum(s.seq_tup_read + coalesce(s.idx_tup_fetch, 0))::bigint AS rows_read,
       NULL::bigint AS calls, sum(pg_total_relation_size(s.relid))::bigint AS bytes
  FROM pg_stat_user_tables s
  LEFT JOIN pg_inherits i ON i.inhrelid = s.relid
  LEFT JOIN pg_class parent ON parent.oid = i.inhparent
 WHERE s.schemaname = 'scout'
 GROUP BY 2
 UNION ALL
SELECT 'role', r.role, NULL, r.rows, r.calls, NULL
  FROM scout.role_statements() r
 UNION ALL
SELECT 'database', current_database()::text, NULL, NULL, NULL,
       pg_database_size(current_database());
COMMENT ON VIEW scout.counted_now IS
  'One row per table, role and database: what usage_snapshots would hold now.';

-- The days before now are snapshots, today is counted now; each beside the one before.
CREATE VIEW scout.counted_steps AS
SELECT kind, name, day, taken_at, rows_written, rows_read, calls, bytes, disk_bytes,
       lag(taken_at) OVER before AS since,
       lag(rows_written) OVER before AS rows_written_before,
       lag(rows_read) OVER before AS rows_read_before,
       lag(calls) OVER before AS calls_before,
       lag(bytes) OVER before AS bytes_before
  FROM (SELECT kind, name, day, taken_at, rows_written, rows_read, calls, bytes, disk_bytes
          FROM scout.usage_snapshots
         WHERE day < (now() AT TIME ZONE 'UTC')::date
         UNION ALL
        SELECT kind, name, (now() AT TIME ZONE 'UTC')::date, now(), rows_written, rows_read, calls,
               bytes, NULL::bigint AS disk_bytes
          FROM scout.counted_now) AS counted
WINDOW before AS (PARTITION BY kind, name ORDER BY day);
COMMENT ON VIEW scout.counted_steps IS
  'One row per day and table, role or database, beside the count before it.';

-- A counter that is lower than before began anew: then it counts by itself.
CREATE FUNCTION scout.counted_since(before bigint, after bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN after >= before THEN after - before WHEN before IS NOT NULL THEN after END
$$;

CREATE VIEW scout.usage_tables AS
SELECT name AS table_name, day, since,
       scout.counted_since(rows_written_before, rows_written) AS rows_written,
       scout.counted_since(rows_read_before, rows_read) AS rows_read,
       bytes, bytes - bytes_before AS bytes_grown
  FROM scout.counted_steps
 WHERE kind = 'table';
COMMENT ON VIEW scout.usage_tables IS
  'One row per table and day: what was written and read since the count before, and the size.';

CREATE VIEW scout.usage_roles AS
SELECT name AS role, day, since, scout.counted_since(calls_before, calls) AS calls,
       scout.counted_since(rows_read_before, rows_read) AS rows
  FROM scout.counted_steps
 WHERE kind = 'role';
COMMENT ON VIEW scout.usage_roles IS
  'One row per role and day: its statements and their rows since the count before; none where pg_stat_statements is not loaded.';

CREATE VIEW scout.counted_files AS
SELECT f.file_seq, f.file_id, coalesce(f.device_id, 'unknown') AS device_id, f.uploaded_at,
       (f.uploaded_at AT TIME ZONE 'UTC')::date AS day, f.size_bytes, f.records_read,
       f.records_rejected, f.records_lost,
       extract(epoch FROM good.finished_at - f.uploaded_at)::double precision AS gold_seconds
  FROM scout.files f
  LEFT JOIN LATERAL (SELECT r.started_at FROM scout.refreshes r
                      WHERE f.replayed_at IS NULL AND r.started_at <= f.settled_at
                      ORDER BY r.started_at DESC
                      LIMIT 1) AS taking ON true
  LEFT JOIN LATERAL (SELECT r.finished_at FROM scout.refreshes r
                      WHERE r.started_at >= taking.started_at AND r.outcome = 'succeeded'
                      ORDER BY r.started_at
                      LIMIT 1) AS good ON true
 WHERE f.status <> 'gone';
COMMENT ON VIEW scout.counted_files IS
  'One row per version of an object, with what usage_device_days sums up.';

CREATE VIEW scout.usage_devices AS
SELECT device_id, day, sum(files)::bigint AS files, sum(bytes)::bigint AS bytes,
       sum(records)::bigint AS records, sum(rejected)::bigint AS rejected,
       sum(lost)::bigint AS lost,
       sum(event_seconds) / nullif(sum(timed_files), 0) AS event_to_upload_seconds,
       sum(gold_seconds) / nullif(sum(gold_files), 0) AS upload_to_gold_seconds,
       max(gold_longest) AS upload_to_gold_longest
  FROM (SELECT device_id, day, files, bytes, records, rejected, lost, timed_files, event_seconds,
               gold_files, gold_seconds, gold_longest
          FROM scout.usage_device_days
         UNION ALL
        SELECT device_id, day, 1, size_bytes, records_read, records_rejected, records_lost,
               0, 0, CASE WHEN gold_seconds IS NULL THEN 0 ELSE 1 END, coalesce(gold_seconds, 0),
               gold_seconds
          FROM scout.counted_files
         WHERE file_seq > (SELECT file_seq FROM scout.usage_counted)) AS counted
 GROUP BY device_id, day;
COMMENT ON VIEW scout.usage_devices IS
  'One row per device and day (UTC) of upload: files, bytes, records, losses, and how long they took.';
COMMENT ON COLUMN scout.usage_devices.event_to_upload_seconds IS
  'Average from a sale to the upload of its file, by one sale of each file; null until housekeeping has counted the file.';
COMMENT ON COLUMN scout.usage_devices.upload_to_gold_seconds IS
  'Average from the upload to the end of the refresh that took the file into gold; null where none did.';
COMMENT ON COLUMN scout.usage_devices.upload_to_gold_longest IS 'The longest of these.';

CREATE VIEW scout.disk_growth AS
SELECT now_bytes AS bytes, bytes_per_day, days_counted, disk_bytes,
       CASE WHEN disk_bytes <= now_bytes THEN today
            WHEN bytes_per_day > 0 AND (disk_bytes - now_bytes) / bytes_per_day < 36500
            THEN today + ((disk_bytes - now_bytes) / bytes_per_day)::integer
       END AS full_on
  FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today,
               max(bytes) FILTER (WHERE day = (now() AT TIME ZONE 'UTC')::date) AS now_bytes,
               regr_slope(bytes, extract(epoch FROM taken_at) / 86400)::bigint AS bytes_per_day,
               count(*) AS days_counted,
               (SELECT s.disk_bytes FROM scout.usage_snapshots s
                 WHERE s.kind = 'database'
                 ORDER BY s.day DESC
                 LIMIT 1) AS disk_bytes
          FROM scout.counted_steps
         WHERE kind = 'database' AND name = current_database()
           AND day > (now() AT TIME ZONE 'UTC')::date - 31) AS counted;
COMMENT ON VIEW scout.disk_growth IS
  'One row: the size of the database, its growth a day over the last 30 days, and the day on which what it may use is full at this rate.';
COMMENT ON COLUMN scout.disk_growth.bytes IS 'The size of the database now.';
COMMENT ON COLUMN scout.disk_growth.bytes_per_day IS 'Growth a day; null before the second day.';
COMMENT ON COLUMN scout.disk_growth.days_counted IS 'How many counts this rests on.';
COMMENT ON COLUMN scout.disk_growth.disk_bytes IS 'What it may use (SCOUT_DB_DISK_GIB); null where nobody said.';
COMMENT ON COLUMN scout.disk_growth.full_on IS 'The day on which that is full; null where it does not grow, or nobody said.';
