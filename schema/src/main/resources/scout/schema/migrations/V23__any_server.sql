-- What lets Scout be the same on any server: replicated, of another locale, with checks that anyone
-- may have written.

-- A table without a replica identity refuses its UPDATEs and DELETEs once a publication holds it.
ALTER TABLE scout.gold_outbox ADD PRIMARY KEY (id);
ALTER TABLE scout.platinum_outbox ADD PRIMARY KEY (id);
ALTER TABLE scout.gold_store_daily_summary
  DROP CONSTRAINT gold_store_daily_summary_store_id_transaction_date_key,
  ADD PRIMARY KEY (store_id, transaction_date);
ALTER TABLE scout.platinum_store_features
  DROP CONSTRAINT platinum_store_features_store_id_transaction_date_key,
  ADD PRIMARY KEY (store_id, transaction_date);

-- Upper and lower case as Unicode has them, in a cluster of any locale: in a Turkish one, I is no
-- capital i.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    CREATE COLLATION scout.unicode (provider = builtin, locale = 'C.UTF-8');
  ELSE
    CREATE COLLATION scout.unicode (provider = icu, locale = 'und');
  END IF;
END
$$;

-- The same rule as before, also where a table's name is written in capitals.
ALTER TABLE scout.data_quality_checks DROP CONSTRAINT data_quality_checks_reads_below;
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_reads_below CHECK
  (NOT blocking
   OR NOT (table_name ~ '^(scout\.)?silver_'
           AND check_query COLLATE "C" ~* '\m(gold_store|platinum_store)_'
           OR table_name ~ '^(scout\.)?gold_'
           AND check_query COLLATE "C" ~* '\mplatinum_store_'));

-- Runs a quality check, which anyone may have written, and gives its one value as JSON (JSON null
-- for NULL). It may read what scout_check may read, and nothing else:
-- * a cursor takes one query, never a command, and in a STABLE function nothing that writes or
--   locks rows;
-- * it is read-only, also for functions that write large objects, and can't be made otherwise;
-- * what writes to the WAL all the same, and may be called by PUBLIC, is refused by its name, and
--   so is whatever would hide that name: functions that run a text, and escaped identifiers;
-- * SECURITY DEFINER refuses to change the role;
-- * what a volatile function of the query may have set or made is undone with the inner block.
-- Its caller limits the time, and gives back advisory locks.
CREATE OR REPLACE FUNCTION scout.run_check(query text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, scout, pg_temp AS $$
DECLARE
  answer refcursor;
  answer_row record;
  columns integer;
  value jsonb;
BEGIN
  IF query COLLATE "C" ~* '\m(pg_logical_emit_message\M|query_to_xml|ts_stat\M|ts_rewrite\M|u&")' THEN
    RAISE EXCEPTION 'it names what no check may call' USING ERRCODE = 'insufficient_privilege';
  END IF;
  BEGIN
    PERFORM set_config('transaction_read_only', 'on', true);
    OPEN answer NO SCROLL FOR EXECUTE query;
    FETCH answer INTO answer_row;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'it gave no row' USING ERRCODE = 'no_data_found';
    END IF;
    SELECT count(*), jsonb_agg(field.value) -> 0
      INTO columns, value
      FROM json_each(to_json(answer_row)) field;
    IF columns <> 1 THEN
      RAISE EXCEPTION 'it gave % columns instead of one', columns
        USING ERRCODE = 'datatype_mismatch';
    END IF;
    MOVE answer;
    IF FOUND THEN
      RAISE EXCEPTION 'it gave more than one row' USING ERRCODE = 'too_many_rows';
    END IF;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'SCUND';
  EXCEPTION
    WHEN SQLSTATE 'SCUND' THEN
      RETURN coalesce(value, 'null'::jsonb);
    WHEN feature_not_supported THEN
      -- connection pools take 0A000, which a refused write gives, for a broken connection
      RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = SQLERRM;
  END;
END
$$;

-- What bronze and silver hold of files that all were loaded at these times. Both come as values, so
-- that other months are not even planned. The order, without a sort, is what makes the planner read
-- bronze by its files: the primary key holds the times too, and would have to be walked whole.
CREATE OR REPLACE FUNCTION scout.rows_of_files(files uuid[], loaded timestamptz[])
RETURNS TABLE (file_id uuid, created_at timestamptz, loaded_rows bigint, processed bigint,
               rejected bigint, discarded bigint, winners bigint, traced bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, scout, pg_temp SET enable_bitmapscan = off
SET enable_sort = off AS $$
BEGIN
  RETURN QUERY EXECUTE '
    SELECT coalesce(b.file_id, s.file_id), b.created_at, count(b.id),
           count(*) FILTER (WHERE b.processing_status = ''processed''),
           count(*) FILTER (WHERE b.processing_status = ''rejected''),
           count(*) FILTER (WHERE b.processing_status = ''discarded''),
           count(s.bronze_id), count(*) FILTER (WHERE b.id = s.bronze_id)
      FROM (SELECT held.*
              FROM (SELECT DISTINCT file_id FROM unnest($1) AS file_id) f
             CROSS JOIN LATERAL (
                   SELECT id, file_id, record_no, created_at, processing_status
                     FROM scout.bronze_edge_raw
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

-- What people and models read, table by table; docs/tables.md shows it.
COMMENT ON TABLE scout.silver_edge_transactions IS
  'One row per transaction_id: the delivery of it that won, with typed values.';
COMMENT ON TABLE scout.silver_superseded IS
  'One row per delivery of a transaction that lost to another delivery of it, with typed values.';
DO $$
DECLARE
  said record;
  place text;
BEGIN
  FOR said IN
    SELECT name, words
      FROM (VALUES
        ('bronze_id', 'The record in bronze that it was typed from.'),
        ('device_id', 'The device: the record''s word, else the file''s; unknown where neither says.'),
        ('file_name', 'The last part of the object''s key.'),
        ('transaction_id', 'The sale''s id, trimmed, at most 200 bytes.'),
        ('store_id', 'The shop, trimmed, at most 200 bytes.'),
        ('transaction_timestamp', 'When the sale was made; a time without zone is in SCOUT_TIMEZONE.'),
        ('amount', 'The sale''s amount in its currency, rounded half away from zero to two places; null where the record says none.'),
        ('currency', 'Three letters, upper case; null where the record says none.'),
        ('payment_method', 'Lower case, trimmed; null where the record says none.'),
        ('full_payload', 'The record as it was delivered.'),
        ('ingested_at', 'When the file was loaded into bronze.'),
        ('created_at', 'When the row, or what it says, last changed.'),
        ('file_id', 'The file version in the ledger, scout.files.'),
        ('record_no', 'The record''s number in the file; the first is 1.'),
        ('uploaded_at', 'When the file was uploaded: of two deliveries of a sale, the later upload wins.'),
        ('transaction_date', 'The day of transaction_timestamp in SCOUT_TIMEZONE.'),
        ('envelope', 'The page that held the record, without the array that the record is an element of; null where there was none.'),
        ('time_source', 'Whose word the timestamp is: record, or upload (SCOUT_TIME_FALLBACK).'),
        ('shares_id', 'True: it differs so much from the delivery that won its id that they are two sales.')
      ) AS of_silver (name, words)
  LOOP
    FOREACH place IN ARRAY ARRAY['silver_edge_transactions', 'silver_superseded'] LOOP
      IF EXISTS (SELECT FROM pg_attribute
                  WHERE attrelid = ('scout.' || place)::regclass AND attname = said.name) THEN
        EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', place, said.name, said.words);
      END IF;
    END LOOP;
  END LOOP;
END
$$;

COMMENT ON TABLE scout.gold_store_daily_summary IS
  'One row per shop and day with sales, in SCOUT_TIMEZONE.';
COMMENT ON COLUMN scout.gold_store_daily_summary.store_id IS 'The shop.';
COMMENT ON COLUMN scout.gold_store_daily_summary.transaction_date IS 'The day in SCOUT_TIMEZONE.';
COMMENT ON COLUMN scout.gold_store_daily_summary.transaction_count IS
  'All sales of the day, of every currency and without one.';
COMMENT ON COLUMN scout.gold_store_daily_summary.active_devices IS
  'Devices with at least one sale that day.';
COMMENT ON COLUMN scout.gold_store_daily_summary.total_revenue IS
  'Sum of the amounts in the day''s main currency alone; null where none of those sales has an amount.';
COMMENT ON COLUMN scout.gold_store_daily_summary.avg_transaction_value IS
  'total_revenue by the sales of the main currency that have an amount; null where none has.';
COMMENT ON COLUMN scout.gold_store_daily_summary.most_common_payment IS
  'The payment method of the most sales, of a tie the first in the alphabet; null where no sale says one.';
COMMENT ON COLUMN scout.gold_store_daily_summary.first_transaction_time IS
  'Time of the day''s first sale.';
COMMENT ON COLUMN scout.gold_store_daily_summary.last_transaction_time IS
  'Time of the day''s last sale.';
COMMENT ON COLUMN scout.gold_store_daily_summary.currency IS
  'The day''s main currency, that of the most sales, of a tie the first in the alphabet; null where most say none.';
COMMENT ON COLUMN scout.gold_store_daily_summary.other_currency_transactions IS
  'Sales that are not of the main currency, and so not in total_revenue.';
COMMENT ON COLUMN scout.gold_store_daily_summary.last_updated IS
  'When a value of the row last changed.';

COMMENT ON TABLE scout.platinum_store_features IS
  'One row per shop and day with sales: features of the 90 days that end there, which know nothing of later days.';
COMMENT ON COLUMN scout.platinum_store_features.store_id IS 'The shop.';
COMMENT ON COLUMN scout.platinum_store_features.transaction_date IS
  'The last day of the window, in SCOUT_TIMEZONE.';
COMMENT ON COLUMN scout.platinum_store_features.avg_daily_transactions IS
  'Sales a day, over the window''s days with sales.';
COMMENT ON COLUMN scout.platinum_store_features.stddev_daily_transactions IS
  'Standard deviation (of a sample) of the sales a day, over the window''s days with sales; null where there is only one.';
COMMENT ON COLUMN scout.platinum_store_features.avg_daily_revenue IS
  'Average of gold''s total_revenue over the window''s days that have one, each in its day''s main currency; null where none has.';
COMMENT ON COLUMN scout.platinum_store_features.ma7_transactions IS
  'Sales of the last seven calendar days by their number, or by the days since the window''s first sale where those are fewer; days without sales count.';
COMMENT ON COLUMN scout.platinum_store_features.day_of_week IS
  'Of transaction_date: 0 is Sunday, 6 is Saturday.';
COMMENT ON COLUMN scout.platinum_store_features.weekend_avg IS
  'Sales a day over the window''s Saturdays and Sundays with sales; null where there are none.';
COMMENT ON COLUMN scout.platinum_store_features.weekday_avg IS
  'Sales a day over the window''s Mondays to Fridays with sales; null where there are none.';
COMMENT ON COLUMN scout.platinum_store_features.last_updated IS
  'When a value of the row last changed.';

COMMENT ON VIEW scout.platinum_store_features_latest IS
  'One row per shop: its newest row of platinum_store_features before today in SCOUT_TIMEZONE (today is not over), else today''s; the columns are the same, and one more.';
COMMENT ON COLUMN scout.platinum_store_features_latest.days_since_sale IS
  'Days from transaction_date to today in SCOUT_TIMEZONE.';
COMMENT ON VIEW scout.gold_lineage IS
  'One row per transaction of a gold row, with the file and record that it comes from.';
COMMENT ON VIEW scout.file_store_days IS
  'One row per file and store-day that holds transactions of it, with their number.';
