-- grain: one row per store-day of gold; features of the 90 days that end there, so that no row
-- knows its future

-- name: columns
SELECT *
  FROM (VALUES ('store_id', 'text'), ('transaction_date', 'date'),
               ('avg_daily_transactions', 'numeric(18,4)'),
               ('stddev_daily_transactions', 'numeric(18,4)'),
               ('avg_daily_revenue', 'numeric(22,4)'), ('ma7_transactions', 'numeric(18,4)'),
               ('day_of_week', 'smallint'), ('weekend_avg', 'numeric(18,4)'),
               ('weekday_avg', 'numeric(18,4)'), ('currency', 'text'),
               ('last_updated', 'timestamp with time zone')) AS given (name, type)

-- name: working_tables
CREATE TEMP TABLE IF NOT EXISTS platinum_changed (
  store_id         text NOT NULL,
  transaction_date date NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS platinum_new (
  store_id                  text NOT NULL,
  transaction_date          date NOT NULL,
  avg_daily_transactions    numeric(18,4),
  stddev_daily_transactions numeric(18,4),
  avg_daily_revenue         numeric(22,4),
  ma7_transactions          numeric(18,4),
  day_of_week               smallint NOT NULL,
  weekend_avg               numeric(18,4),
  weekday_avg               numeric(18,4),
  currency                  text
) ON COMMIT DELETE ROWS

-- name: compute
-- A change on day d affects the windows of d to d+89, which reach back to d-89.
INSERT INTO pg_temp.platinum_new
WITH reached AS (
  SELECT store_id, range_agg(daterange(transaction_date, transaction_date + 90)) AS days
    FROM pg_temp.platinum_changed
   GROUP BY store_id),
feature AS (
  SELECT g.store_id, g.transaction_date, g.transaction_date <@ reached.days AS due,
         avg(g.transaction_count) OVER quarter AS avg_daily_transactions,
         stddev_samp(g.transaction_count) OVER quarter AS stddev_daily_transactions,
         avg(g.total_revenue) OVER quarter AS avg_daily_revenue,
         sum(g.transaction_count) OVER week
           / least(7, g.transaction_date - first_value(g.transaction_date) OVER quarter + 1)
           AS ma7_transactions,
         extract(dow FROM g.transaction_date)::smallint AS day_of_week,
         avg(g.transaction_count) FILTER (WHERE extract(dow FROM g.transaction_date) IN (0, 6))
           OVER quarter AS weekend_avg,
         avg(g.transaction_count) FILTER (WHERE extract(dow FROM g.transaction_date) NOT IN (0, 6))
           OVER quarter AS weekday_avg,
         g.currency,
         min(coalesce(g.currency, '') COLLATE "C") OVER shop
           <> max(coalesce(g.currency, '') COLLATE "C") OVER shop AS mixed
    FROM reached
   CROSS JOIN LATERAL (
         SELECT store_id, transaction_date, transaction_count, total_revenue, currency
           FROM scout.gold_store_daily_summary
          WHERE store_id = reached.store_id
            AND transaction_date BETWEEN lower(reached.days) - 89 AND upper(reached.days) - 1
         OFFSET 0) g
  WINDOW quarter AS (PARTITION BY g.store_id ORDER BY g.transaction_date
                     RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW),
         shop AS (PARTITION BY g.store_id),
         week AS (PARTITION BY g.store_id ORDER BY g.transaction_date
                  RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW))
-- revenue in several currencies has no average, so only days in the row's own currency count
SELECT store_id, transaction_date, avg_daily_transactions, stddev_daily_transactions,
       CASE WHEN mixed
            THEN (SELECT avg(own.total_revenue)
                    FROM scout.gold_store_daily_summary own
                   WHERE own.store_id = feature.store_id
                     AND own.transaction_date BETWEEN feature.transaction_date - 89
                                                  AND feature.transaction_date
                     AND own.currency IS NOT DISTINCT FROM feature.currency)
            ELSE avg_daily_revenue END,
       ma7_transactions, day_of_week, weekend_avg, weekday_avg, currency
  FROM feature
 WHERE due

-- name: write
-- Writes only what differs, and tells the models that read it.
WITH written AS (
  INSERT INTO scout.platinum_store_features AS held
    (store_id, transaction_date, avg_daily_transactions, stddev_daily_transactions,
     avg_daily_revenue, ma7_transactions, day_of_week, weekend_avg, weekday_avg, currency)
  SELECT store_id, transaction_date, avg_daily_transactions, stddev_daily_transactions,
         avg_daily_revenue, ma7_transactions, day_of_week, weekend_avg, weekday_avg, currency
    FROM pg_temp.platinum_new
  ON CONFLICT (store_id, transaction_date) DO UPDATE
    SET avg_daily_transactions = excluded.avg_daily_transactions,
        stddev_daily_transactions = excluded.stddev_daily_transactions,
        avg_daily_revenue = excluded.avg_daily_revenue,
        ma7_transactions = excluded.ma7_transactions, day_of_week = excluded.day_of_week,
        weekend_avg = excluded.weekend_avg, weekday_avg = excluded.weekday_avg,
        currency = excluded.currency, last_updated = excluded.last_updated
  WHERE (held.avg_daily_transactions, held.stddev_daily_transactions, held.avg_daily_revenue,
         held.ma7_transactions, held.day_of_week, held.weekend_avg, held.weekday_avg, held.currency)
        IS DISTINCT FROM
        (excluded.avg_daily_transactions, excluded.stddev_daily_transactions,
         excluded.avg_daily_revenue, excluded.ma7_transactions, excluded.day_of_week,
         excluded.weekend_avg, excluded.weekday_avg, excluded.currency)
  RETURNING store_id, transaction_date),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT r.model_name, written.store_id, written.transaction_date
    FROM scout.models r
   CROSS JOIN written
   WHERE 'platinum_store_features' = ANY (r.inputs))
SELECT count(*) FROM written

-- name: delete_empty
-- The new rows contain every changed day that gold still has. By row address, since no one else
-- writes the layer while its lock is held.
WITH deleted AS (
  DELETE FROM scout.platinum_store_features
   WHERE ctid = ANY (ARRAY(
         SELECT held.ctid
           FROM (SELECT c.store_id, c.transaction_date
                   FROM pg_temp.platinum_changed c
                   LEFT JOIN pg_temp.platinum_new n USING (store_id, transaction_date)
                  WHERE n.store_id IS NULL
                 OFFSET 0) gone
          CROSS JOIN LATERAL (
                SELECT ctid FROM scout.platinum_store_features
                 WHERE store_id = gone.store_id AND transaction_date = gone.transaction_date
                OFFSET 0) held))
  RETURNING store_id, transaction_date),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT r.model_name, deleted.store_id, deleted.transaction_date
    FROM scout.models r
   CROSS JOIN deleted
   WHERE 'platinum_store_features' = ANY (r.inputs))
SELECT count(*) FROM deleted

-- name: select_for_rebuild
-- Every store-day of the selection that gold or platinum has.
INSERT INTO pg_temp.platinum_changed
SELECT store_id, transaction_date
  FROM (SELECT store_id, transaction_date FROM scout.gold_store_daily_summary
         UNION
        SELECT store_id, transaction_date FROM scout.platinum_store_features) each
 WHERE (:store::text IS NULL OR store_id = :store) AND transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                AND coalesce(:to::date, 'infinity')
   AND (:every_file OR (store_id, transaction_date) IN (
         SELECT s.store_id, s.transaction_date
           FROM scout.files f
           JOIN scout.silver_edge_transactions s USING (file_id)
          WHERE (:device::text IS NULL OR s.device_id = :device)
            AND (cardinality(:keys::text[]) = 0 OR f.object_key = ANY (:keys::text[]))))
EXCEPT
SELECT store_id, transaction_date FROM pg_temp.platinum_changed

-- name: changes
-- The changes that write and delete_empty would make.
WITH differing AS MATERIALIZED (
  SELECT CASE WHEN held IS NULL THEN 'insert' WHEN due IS NULL THEN 'delete' ELSE 'update' END
           AS change,
         d.store_id, d.transaction_date
    FROM (SELECT store_id, transaction_date FROM pg_temp.platinum_changed
           UNION
          SELECT store_id, transaction_date FROM pg_temp.platinum_new) d
    LEFT JOIN scout.platinum_store_features held USING (store_id, transaction_date)
    LEFT JOIN pg_temp.platinum_new due USING (store_id, transaction_date)
   WHERE (held.store_id, held.avg_daily_transactions, held.stddev_daily_transactions,
          held.avg_daily_revenue, held.ma7_transactions, held.day_of_week, held.weekend_avg,
          held.weekday_avg, held.currency)
         IS DISTINCT FROM
         (due.store_id, due.avg_daily_transactions, due.stddev_daily_transactions,
          due.avg_daily_revenue, due.ma7_transactions, due.day_of_week, due.weekend_avg,
          due.weekday_avg, due.currency))
SELECT count(*) FILTER (WHERE change = 'insert') AS inserted,
       count(*) FILTER (WHERE change = 'update') AS updated,
       count(*) FILTER (WHERE change = 'delete') AS deleted,
       (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]')
          FROM (SELECT each.change, each.store_id || ' ' || each.transaction_date AS key,
                       scout.row_difference(to_jsonb(held), to_jsonb(due)) AS difference
                  FROM (SELECT * FROM differing
                         ORDER BY store_id COLLATE "C", transaction_date LIMIT 20) each
                  LEFT JOIN scout.platinum_store_features held USING (store_id, transaction_date)
                  LEFT JOIN pg_temp.platinum_new due USING (store_id, transaction_date)
                 ORDER BY each.store_id COLLATE "C", each.transaction_date) f) AS first
  FROM differing
