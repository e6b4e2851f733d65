-- Checks walk in steps over what changed, at a pace of their own, and keep what they have covered.

-- What silver has not taken yet. A comparison of two columns has no statistics and was estimated at
-- nearly every row; of a column PostgreSQL knows how rarely it is true.
ALTER TABLE scout.files
  ADD COLUMN waits_for_silver boolean NOT NULL
    GENERATED ALWAYS AS (silver_generation IS DISTINCT FROM generation) STORED;
DROP INDEX scout.files_pending;
CREATE INDEX files_waiting ON scout.files (file_seq) WHERE waits_for_silver;
ANALYZE scout.files;

-- A refresh looks for one that still runs on paper.
CREATE INDEX refreshes_running ON scout.refreshes (started_at) WHERE outcome = 'running';

ALTER TABLE scout.data_quality_checks
  -- how often it is looked at; 0 is with every refresh
  ADD COLUMN every interval NOT NULL DEFAULT '0' CHECK (every >= '0'),
  -- what it walks over in steps: files by settled_at, silver by created_at, or gold by both;
  -- null: it looks at everything at once
  ADD COLUMN walks text CHECK (walks IN ('files', 'silver', 'gold')),
  -- its query looks things up by index, and is planned so whatever the statistics say
  ADD COLUMN by_index boolean NOT NULL DEFAULT false,
  -- it has passed for every change of a transaction that was begun before
  ADD COLUMN covered_until timestamptz,
  -- of the step after that, so many parts of all have passed too
  ADD COLUMN step_until timestamptz,
  ADD COLUMN step_part integer NOT NULL DEFAULT 0,
  ADD COLUMN step_parts integer NOT NULL DEFAULT 1,
  -- of the last result: why it did not pass, and the refresh that gave it
  ADD COLUMN message text,
  ADD COLUMN refresh_id uuid;
UPDATE scout.data_quality_checks c
   SET covered_until = (SELECT max(covers) FROM scout.data_quality_results
                         WHERE check_name = c.check_name AND passed);

-- A result has a row where it is new, and one an hour.
DROP INDEX scout.data_quality_results_passed;
CREATE INDEX data_quality_results_of_check ON scout.data_quality_results (check_name, executed_at);

-- What the caller has set for the check's query; else from where the check has passed to the end.
CREATE OR REPLACE FUNCTION scout.unchecked_since(name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('scout.check_since', true), '')::timestamptz,
                  (SELECT covered_until FROM scout.data_quality_checks WHERE check_name = name),
                  '-infinity')
$$;
-- Up to when it had passed when this run began: what is newer it looks at without being asked again.
CREATE FUNCTION scout.checked_before(name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('scout.check_began', true), '')::timestamptz,
                  nullif(current_setting('scout.check_since', true), '')::timestamptz,
                  (SELECT covered_until FROM scout.data_quality_checks WHERE check_name = name),
                  '-infinity')
$$;
CREATE FUNCTION scout.unchecked_until() RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('scout.check_until', true), '')::timestamptz, 'infinity')
$$;
-- In which part of a step a store-day is, from 0 on; a step is cut into parts of like size.
CREATE FUNCTION scout.check_part_of(store_id text, day date) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT abs(hashtextextended(store_id, day - date '2000-01-01')
             % coalesce(nullif(current_setting('scout.check_parts', true), ''), '1')::bigint)
$$;
CREATE FUNCTION scout.check_part() RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('scout.check_part', true), ''), '0')::bigint
$$;

UPDATE scout.data_quality_checks SET by_index = true
 WHERE check_name IN ('bronze_completeness', 'silver_freshness', 'gold_accuracy', 'row_accounting',
                      'gold_matches_silver', 'key_uniqueness', 'device_freshness',
                      'mixed_currencies', 'weekday_volume');
UPDATE scout.data_quality_checks SET every = '15 minutes'
 WHERE check_name IN ('device_freshness', 'weekday_volume');

-- The critical checks look at a step; how they judge what is due stays. A query that somebody has
-- written anew stays as it is.
UPDATE scout.data_quality_checks SET walks = 'files', check_query = $check$
WITH due AS (
  SELECT file_id FROM files
   WHERE settled_at >= unchecked_since('row_accounting') AND settled_at < unchecked_until()
   UNION
  SELECT file_id
    FROM (SELECT file_id, settled_at,
                 sum(records_loaded + 1) OVER (ORDER BY settled_at DESC, file_id) AS records
            FROM (SELECT file_id, settled_at, records_loaded
                    FROM files WHERE settled_at IS NOT NULL
                   ORDER BY settled_at DESC LIMIT check_again()) newest) again
   WHERE records <= check_again() AND settled_at < checked_before('row_accounting')),
$check$ || substr(check_query, strpos(check_query, 'ledger AS MATERIALIZED ('))
 WHERE check_name = 'row_accounting' AND strpos(check_query, 'ledger AS MATERIALIZED (') > 0;

-- A store-day is looked at where gold wrote it last; where silver changed and gold has not written
-- since, there.
UPDATE scout.data_quality_checks SET walks = 'gold', check_query = $check$
WITH due AS (
  SELECT store_id, transaction_date
    FROM gold_store_daily_summary
   WHERE last_updated >= unchecked_since('gold_matches_silver')
     AND last_updated < unchecked_until()
     AND check_part_of(store_id, transaction_date) = check_part()
   UNION
  SELECT changed.store_id, changed.transaction_date
    FROM (SELECT store_id, transaction_date, max(created_at) AS changed_at
            FROM silver_edge_transactions
           WHERE created_at >= unchecked_since('gold_matches_silver')
             AND created_at < unchecked_until()
             AND check_part() = 0
           GROUP BY store_id, transaction_date
          OFFSET 0) changed
    LEFT JOIN LATERAL (
         SELECT last_updated FROM gold_store_daily_summary
          WHERE store_id = changed.store_id AND transaction_date = changed.transaction_date
         OFFSET 0) written ON true
   WHERE (written.last_updated >= changed.changed_at) IS NOT TRUE
   UNION
  SELECT store_id, transaction_date
    FROM (SELECT store_id, transaction_date, last_updated,
                 sum(transaction_count) OVER (
                   ORDER BY last_updated DESC, store_id, transaction_date) AS records
            FROM (SELECT store_id, transaction_date, transaction_count, last_updated
                    FROM gold_store_daily_summary
                   ORDER BY last_updated DESC LIMIT check_again()) newest) again
   WHERE records <= check_again() AND last_updated < checked_before('gold_matches_silver')
   UNION
  SELECT day.store_id, day.transaction_date
    FROM (SELECT DISTINCT store_id, transaction_date
            FROM (SELECT store_id, transaction_date, created_at
                    FROM silver_edge_transactions
                   ORDER BY created_at DESC LIMIT check_again()) newest
           WHERE created_at < checked_before('gold_matches_silver')) day
    LEFT JOIN LATERAL (
         SELECT store_id FROM gold_store_daily_summary
          WHERE store_id = day.store_id AND transaction_date = day.transaction_date
         OFFSET 0) held ON true
   WHERE held.store_id IS NULL)
$check$ || substr(check_query, strpos(check_query, E'SELECT count(*)\n  FROM due'))
 WHERE check_name = 'gold_matches_silver'
   AND strpos(check_query, E'SELECT count(*)\n  FROM due') > 0;

UPDATE scout.data_quality_checks SET walks = 'silver', check_query = $check$
WITH due AS (
  SELECT ctid AS place, transaction_id, bronze_id
    FROM silver_edge_transactions
   WHERE created_at >= unchecked_since('key_uniqueness') AND created_at < unchecked_until()
   UNION ALL
  SELECT place, transaction_id, bronze_id
    FROM (SELECT ctid AS place, transaction_id, bronze_id, created_at
            FROM silver_edge_transactions ORDER BY created_at DESC LIMIT check_again()) newest
   WHERE created_at < checked_before('key_uniqueness'))
$check$ || substr(check_query, strpos(check_query, E'SELECT count(*)\n  FROM due'))
 WHERE check_name = 'key_uniqueness'
   AND strpos(check_query, E'SELECT count(*)\n  FROM due') > 0;

-- Nothing is late where nothing was ever loaded.
UPDATE scout.data_quality_checks SET passed = NULL
 WHERE check_name = 'silver_freshness'
   AND NOT EXISTS (SELECT FROM scout.files WHERE generation > 0);
UPDATE scout.alerts SET resolved_at = now()
 WHERE kind = 'check_failed' AND subject = 'silver_freshness' AND resolved_at IS NULL
   AND NOT EXISTS (SELECT FROM scout.files WHERE generation > 0);

-- sales that lost their id to another sale; the alerts of that kind say whose
INSERT INTO scout.data_quality_checks (check_name, table_name, severity, by_index, check_query) VALUES
('ids_shared', 'silver_superseded', 'warning', true,
 'SELECT count(*) FROM silver_superseded WHERE shares_id');

-- Revenue of several currencies has no average: platinum's is over the days of the row's currency.
ALTER TABLE scout.platinum_store_features ADD COLUMN currency text;
UPDATE scout.platinum_store_features p
   SET currency = g.currency
  FROM scout.gold_store_daily_summary g
 WHERE g.store_id = p.store_id AND g.transaction_date = p.transaction_date
   AND g.currency IS NOT NULL;
INSERT INTO scout.platinum_outbox (store_id, transaction_date)
SELECT store_id, transaction_date
  FROM scout.gold_store_daily_summary
 WHERE store_id IN (SELECT store_id FROM scout.gold_store_daily_summary
                     GROUP BY store_id
                    HAVING count(DISTINCT coalesce(currency, '')) > 1);

-- Each store's day is found by index, so that it costs the same whatever the history.
CREATE OR REPLACE VIEW scout.platinum_store_features_latest AS
WITH RECURSIVE store AS (
  (SELECT store_id FROM scout.platinum_store_features ORDER BY store_id LIMIT 1)
   UNION ALL
  SELECT (SELECT f.store_id FROM scout.platinum_store_features f
           WHERE f.store_id > store.store_id
           ORDER BY f.store_id LIMIT 1)
    FROM store
   WHERE store.store_id IS NOT NULL)
SELECT f.store_id, f.transaction_date, f.avg_daily_transactions, f.stddev_daily_transactions,
       f.avg_daily_revenue, f.ma7_transactions, f.day_of_week, f.weekend_avg, f.weekday_avg,
       f.last_updated, today.day - f.transaction_date AS days_since_sale, f.currency
  FROM store
 CROSS JOIN (SELECT (now() AT TIME ZONE coalesce(
                (SELECT time_zone FROM scout.settings_in_force), 'UTC'))::date AS day) today
 CROSS JOIN LATERAL (
       SELECT *
         FROM ((SELECT * FROM scout.platinum_store_features
                 WHERE store_id = store.store_id AND transaction_date < today.day
                 ORDER BY transaction_date DESC LIMIT 1)
                UNION ALL
               SELECT * FROM scout.platinum_store_features
                WHERE store_id = store.store_id AND transaction_date = today.day) newest
        ORDER BY transaction_date
        LIMIT 1) f;

COMMENT ON COLUMN scout.platinum_store_features.currency IS
  'The main currency of transaction_date, as in gold; null where most of its sales say none.';
COMMENT ON COLUMN scout.platinum_store_features.avg_daily_revenue IS
  'Average of gold''s total_revenue over the window''s days whose main currency is the row''s and that have one; null where none has.';
