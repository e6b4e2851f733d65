-- Settling costs less: bronze is written once, and a held file does not undo the work of others.

-- What became of a record follows from the ledger and the rejects; an UPDATE
-- of every row said it again, doubled the heap, and was wrong after a rebuild. The table is called
-- bronze_records now and its partitions keep their names; what people and checks read keeps its name
-- and its columns. No row is read or written here.
ALTER TABLE scout.bronze_edge_raw RENAME TO bronze_records;
ALTER TABLE scout.bronze_records DROP COLUMN processing_status;
ALTER TABLE scout.bronze_records RENAME CONSTRAINT bronze_edge_raw_pkey TO bronze_records_pkey;
ALTER TABLE scout.bronze_records
  RENAME CONSTRAINT bronze_edge_raw_record_no_check TO bronze_records_record_no_check;
ALTER INDEX scout.bronze_edge_raw_file RENAME TO bronze_records_file;
ALTER INDEX scout.bronze_edge_raw_without_data RENAME TO bronze_records_without_data;

-- grain: one row per record of a loaded file version, with what became of it
-- A file's records are all pending, all discarded, or settled. Asked for in the list of columns, the
-- status costs nothing where nobody reads it.
CREATE VIEW scout.bronze_edge_raw AS
SELECT b.id, b.device_id, b.file_name, b.file_path, b.raw_data, b.file_size_bytes, b.checksum,
       b.ingested_at,
       coalesce((
         SELECT CASE
                  WHEN f.records_pending > 0 THEN 'pending'
                  WHEN f.records_discarded > 0 THEN 'discarded'
                  WHEN f.records_rejected_silver = 0 THEN 'processed'
                  WHEN EXISTS (SELECT FROM scout.rejected_records r
                                WHERE r.file_id = b.file_id AND r.stage = 'silver'
                                  AND r.record_no = b.record_no) THEN 'rejected'
                  ELSE 'processed'
                END
           FROM scout.files f
          WHERE f.file_id = b.file_id), 'pending') AS processing_status,
       b.created_at, b.file_id, b.record_no, b.envelope
  FROM scout.bronze_records b;
ALTER VIEW scout.bronze_edge_raw ALTER ingested_at SET DEFAULT now();
ALTER VIEW scout.bronze_edge_raw ALTER processing_status SET DEFAULT 'pending';
ALTER VIEW scout.bronze_edge_raw ALTER created_at SET DEFAULT now();

-- The view takes INSERT, COPY and UPDATE like the table it was; a status given is left out. Until it
-- is replaced, a worker of the release before loads and settles so.
CREATE FUNCTION scout.write_bronze() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO scout.bronze_records
      (id, device_id, file_name, file_path, raw_data, file_size_bytes, checksum, ingested_at,
       created_at, file_id, record_no, envelope)
    VALUES
      (NEW.id, NEW.device_id, NEW.file_name, NEW.file_path, NEW.raw_data, NEW.file_size_bytes,
       NEW.checksum, NEW.ingested_at, NEW.created_at, NEW.file_id, NEW.record_no, NEW.envelope);
    RETURN NEW;
  END IF;
  NEW.processing_status := OLD.processing_status;
  IF NEW IS DISTINCT FROM OLD THEN
    UPDATE scout.bronze_records
       SET id = NEW.id, device_id = NEW.device_id, file_name = NEW.file_name,
           file_path = NEW.file_path, raw_data = NEW.raw_data,
           file_size_bytes = NEW.file_size_bytes, checksum = NEW.checksum,
           ingested_at = NEW.ingested_at, created_at = NEW.created_at, file_id = NEW.file_id,
           record_no = NEW.record_no, envelope = NEW.envelope
     WHERE id = OLD.id AND created_at = OLD.created_at;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER bronze_edge_raw_write INSTEAD OF INSERT OR UPDATE ON scout.bronze_edge_raw
  FOR EACH ROW EXECUTE FUNCTION scout.write_bronze();

-- Whoever else was allowed to read the table reads the view.
DO $$
DECLARE
  reader text;
BEGIN
  FOR reader IN
    SELECT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END
      FROM pg_class c
     CROSS JOIN LATERAL aclexplode(c.relacl) acl
     WHERE c.oid = 'scout.bronze_records'::regclass AND acl.privilege_type = 'SELECT'
       AND acl.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT SELECT ON scout.bronze_edge_raw TO %s', reader);
  END LOOP;
END
$$;

-- As before, of the table's new name.
CREATE OR REPLACE FUNCTION scout.ensure_partition(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  lower_bound text := to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00';
  upper_bound text := to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
BEGIN
  IF to_regclass('scout.' || partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  -- Read from the catalog: to_regclass may still remember that it found nothing above.
  IF EXISTS (SELECT FROM pg_catalog.pg_class
              WHERE relname = partition AND relnamespace = 'scout'::regnamespace) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE scout.%I (LIKE scout.bronze_records INCLUDING DEFAULTS '
    'INCLUDING CONSTRAINTS)', partition);
  EXECUTE format('ALTER TABLE scout.%I ADD CONSTRAINT %I CHECK (created_at >= %L AND '
    'created_at < %L)', partition, partition || '_month', lower_bound, upper_bound);
  EXECUTE format('ALTER TABLE scout.bronze_records ATTACH PARTITION scout.%I FOR VALUES '
    'FROM (%L) TO (%L)', partition, lower_bound, upper_bound);
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION scout.retire_bronze(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  begin_at timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
  end_at timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF end_at > now() THEN
    RAISE EXCEPTION 'The month % is not over', to_char(first_day, 'YYYY-MM')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- a rebuild reads bronze while it holds silver
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'silver' FOR UPDATE;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  IF to_regclass('scout.' || partition) IS NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.files
    WHERE bronze_created_at >= begin_at AND bronze_created_at < end_at
      AND silver_generation IS DISTINCT FROM generation
    LIMIT 1;
  IF FOUND THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE scout.bronze_records DETACH PARTITION scout.%I', partition);
  EXECUTE format('DROP TABLE scout.%I', partition);
  RETURN true;
END
$$;

-- What bronze and silver hold of files that all were loaded at these times. Both come as values, so
-- that other months are not even planned. The order, without a sort, is what makes the planner read
-- bronze by its files: the primary key holds the times too, and would have to be walked whole.
DROP FUNCTION scout.rows_of_files(uuid[], timestamptz[]);
CREATE FUNCTION scout.rows_of_files(files uuid[], loaded timestamptz[])
RETURNS TABLE (file_id uuid, created_at timestamptz, loaded_rows bigint, winners bigint,
               traced bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, scout, pg_temp SET enable_bitmapscan = off
SET enable_sort = off AS $$
BEGIN
  RETURN QUERY EXECUTE '
    SELECT coalesce(b.file_id, s.file_id), b.created_at, count(b.id), count(s.bronze_id),
           count(*) FILTER (WHERE b.id = s.bronze_id)
      FROM (SELECT held.*
              FROM (SELECT DISTINCT file_id FROM unnest($1) AS file_id) f
             CROSS JOIN LATERAL (
                   SELECT id, file_id, record_no, created_at
                     FROM scout.bronze_records
                    WHERE file_id = f.file_id AND created_at = ANY ($2)
                    ORDER BY record_no
                   OFFSET 0) held) b
      FULL JOIN (SELECT bronze_id, file_id, record_no
                   FROM scout.silver_edge_transactions
                  WHERE file_id = ANY ($1)) s
        ON s.bronze_id = b.id AND s.file_id = b.file_id AND s.record_no = b.record_no
     GROUP BY 1, 2' USING files, loaded;
END
$$;

UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT file_id FROM files WHERE settled_at >= unchecked_since('row_accounting')
   UNION
  SELECT file_id
    FROM (SELECT file_id, sum(records_loaded + 1) OVER (ORDER BY settled_at DESC, file_id) AS records
            FROM (SELECT file_id, settled_at, records_loaded
                    FROM files WHERE settled_at IS NOT NULL
                   ORDER BY settled_at DESC LIMIT check_again()) newest) again
   WHERE records <= check_again()),
ledger AS MATERIALIZED (
  SELECT f.*, bronze_kept(f.bronze_created_at) AS bronze_kept
    FROM due
   CROSS JOIN LATERAL (SELECT * FROM files WHERE file_id = due.file_id OFFSET 0) f
   WHERE f.silver_generation IS NOT DISTINCT FROM f.generation),
rows_held AS MATERIALIZED (
  SELECT *
    FROM rows_of_files(ARRAY(SELECT file_id FROM ledger),
                       ARRAY(SELECT DISTINCT bronze_created_at FROM ledger))),
held AS MATERIALIZED (
  -- rows of another time, which is another file's, are none of the file's bronze
  SELECT f.file_id,
         coalesce(sum(loaded_rows) FILTER (WHERE created_at = f.bronze_created_at), 0) AS loaded,
         coalesce(sum(winners), 0) AS winners,
         coalesce(sum(traced) FILTER (WHERE created_at = f.bronze_created_at), 0) AS traced
    FROM ledger f
    LEFT JOIN rows_held USING (file_id)
   GROUP BY f.file_id)
SELECT count(*)
  FROM ledger f
  JOIN held USING (file_id)
 CROSS JOIN LATERAL (
       SELECT count(*) AS losers FROM silver_superseded WHERE file_id = f.file_id) superseded
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE stage = 'bronze') AS bronze,
              count(*) FILTER (WHERE stage = 'silver') AS silver
         FROM rejected_records WHERE file_id = f.file_id) rejects
 WHERE (f.records_current, f.records_superseded, f.records_rejected_silver, f.records_rejected)
       IS DISTINCT FROM
       (held.winners, superseded.losers, rejects.silver, rejects.bronze)
       -- a month that was retired has no rows left to count
    OR f.bronze_kept
       AND (f.records_loaded, f.records_current) IS DISTINCT FROM (held.loaded, held.traced)
$check$
 WHERE check_name = 'row_accounting';

-- grain: one row per file that silver could not settle when it was last tried
CREATE TABLE scout.held_files (
  file_id      uuid PRIMARY KEY,
  -- the ledger row's updated_at: if it has moved since, the file is not what it was
  moved_at     timestamptz NOT NULL,
  tries        integer NOT NULL DEFAULT 1,
  held_since   timestamptz NOT NULL DEFAULT now(),
  tried_at     timestamptz NOT NULL DEFAULT now(),
  try_again_at timestamptz NOT NULL
);
-- Those that are held at the upgrade; the first refresh tries them.
INSERT INTO scout.held_files (file_id, moved_at, held_since, tried_at, try_again_at)
SELECT f.file_id, f.updated_at, a.opened_at, a.last_seen_at, a.last_seen_at
  FROM scout.alerts a
  JOIN scout.files f ON f.object_key = a.subject
 WHERE a.kind = 'file_held' AND a.resolved_at IS NULL
   AND f.silver_generation IS DISTINCT FROM f.generation
ON CONFLICT DO NOTHING;

-- Store-days that gold has still to take are left out: silver moves first, and a slice of a rebuild
-- may commit between gold and the checks.
UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT store_id, transaction_date
    FROM silver_edge_transactions WHERE created_at >= unchecked_since('gold_matches_silver')
   UNION
  SELECT store_id, transaction_date
    FROM gold_store_daily_summary WHERE last_updated >= unchecked_since('gold_matches_silver')
   UNION
  SELECT store_id, transaction_date
    FROM (SELECT store_id, transaction_date,
                 sum(transaction_count) OVER (
                   ORDER BY last_updated DESC, store_id, transaction_date) AS records
            FROM (SELECT store_id, transaction_date, transaction_count, last_updated
                    FROM gold_store_daily_summary
                   ORDER BY last_updated DESC LIMIT check_again()) newest) again
   WHERE records <= check_again()
   UNION
  SELECT store_id, transaction_date
    FROM (SELECT DISTINCT store_id, transaction_date
            FROM (SELECT store_id, transaction_date
                    FROM silver_edge_transactions
                   ORDER BY created_at DESC LIMIT check_again()) newest) day
   WHERE NOT EXISTS (SELECT FROM gold_store_daily_summary
                      WHERE store_id = day.store_id
                        AND transaction_date = day.transaction_date))
SELECT count(*)
  FROM due
  LEFT JOIN LATERAL (
       SELECT transaction_count, total_revenue, currency
         FROM gold_store_daily_summary
        WHERE store_id = due.store_id AND transaction_date = due.transaction_date
       OFFSET 0) g ON true
 CROSS JOIN LATERAL (
       SELECT count(*) AS transactions,
              sum(amount) FILTER (WHERE currency IS NOT DISTINCT FROM g.currency) AS revenue
         FROM silver_edge_transactions
        WHERE store_id = due.store_id AND transaction_date = due.transaction_date) s
 WHERE (coalesce(g.transaction_count, 0), g.total_revenue)
       IS DISTINCT FROM (s.transactions, s.revenue)
   AND NOT EXISTS (SELECT FROM gold_outbox waits
                    WHERE waits.store_id = due.store_id
                      AND waits.transaction_date = due.transaction_date)
$check$
 WHERE check_name = 'gold_matches_silver';

-- Sales of no currency are of another one than the main one, too: revenue leaves them out.
UPDATE scout.data_quality_checks SET check_query = $check$
SELECT count(*)
  FROM gold_store_daily_summary
 WHERE other_currency_transactions > 0
   AND last_updated > now() - interval '1 day'
   AND other_currency_transactions * 5 >= transaction_count
$check$
 WHERE check_name = 'mixed_currencies';
