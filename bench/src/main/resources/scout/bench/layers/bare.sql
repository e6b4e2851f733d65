-- grain: one row per record, store-day or window, by the plainest SQL that gives Scout's rows
--
-- The limit: it trusts its input, has no guards, no outbox and no checks. The moment is what is
-- written as created_at and last_updated.

-- name: silver_of_file
INSERT INTO scout.silver_edge_transactions
SELECT b.id, coalesce(raw_data ->> 'device_id', b.device_id), b.file_name,
       raw_data ->> 'transaction_id', raw_data ->> 'store_id',
       (raw_data ->> 'timestamp')::timestamptz, (raw_data ->> 'amount')::numeric(10,2),
       upper(raw_data ->> 'currency'), lower(raw_data ->> 'payment_method'), raw_data,
       b.ingested_at, now(), f.file_id, b.record_no, f.uploaded_at,
       ((raw_data ->> 'timestamp')::timestamptz AT TIME ZONE 'UTC')::date
  FROM scout.files f
  JOIN scout.bronze_records b ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at
 WHERE f.file_id = :file AND b.created_at = :loaded
ON CONFLICT (transaction_id) DO NOTHING

-- name: touched
CREATE TEMP TABLE touched ON COMMIT DROP AS
SELECT DISTINCT store_id, transaction_date
  FROM scout.silver_edge_transactions WHERE file_id = :file

-- name: analyze_touched
ANALYZE pg_temp.touched

-- name: gold_of_touched
INSERT INTO scout.gold_store_daily_summary
  (store_id, transaction_date, transaction_count, active_devices, total_revenue,
   avg_transaction_value, most_common_payment, first_transaction_time, last_transaction_time,
   currency, other_currency_transactions)
WITH sale AS (
  SELECT s.store_id, s.transaction_date, device_id, amount, currency, payment_method,
         transaction_timestamp
    FROM pg_temp.touched
    JOIN scout.silver_edge_transactions s USING (store_id, transaction_date)),
day AS (
  SELECT store_id, transaction_date, count(*) AS transactions,
         count(DISTINCT device_id) AS devices,
         mode() WITHIN GROUP (ORDER BY payment_method COLLATE "C") AS payment,
         min(transaction_timestamp) AS first_time, max(transaction_timestamp) AS last_time
    FROM sale GROUP BY store_id, transaction_date),
main AS (
  SELECT DISTINCT ON (store_id, transaction_date) store_id, transaction_date, currency,
         count(*) AS transactions, sum(amount) AS revenue, avg(amount) AS average
    FROM sale GROUP BY store_id, transaction_date, currency
   ORDER BY store_id, transaction_date, count(*) DESC, currency COLLATE "C")
SELECT store_id, transaction_date, day.transactions, devices, revenue, average, payment,
       first_time, last_time, currency, day.transactions - main.transactions
  FROM day JOIN main USING (store_id, transaction_date)
ON CONFLICT (store_id, transaction_date) DO UPDATE
  SET transaction_count = excluded.transaction_count, active_devices = excluded.active_devices,
      total_revenue = excluded.total_revenue,
      avg_transaction_value = excluded.avg_transaction_value,
      most_common_payment = excluded.most_common_payment,
      first_transaction_time = excluded.first_transaction_time,
      last_transaction_time = excluded.last_transaction_time, currency = excluded.currency,
      other_currency_transactions = excluded.other_currency_transactions, last_updated = now()

-- name: platinum_of_touched
INSERT INTO scout.platinum_store_features
  (store_id, transaction_date, avg_daily_transactions, stddev_daily_transactions,
   avg_daily_revenue, ma7_transactions, day_of_week, weekend_avg, weekday_avg, currency)
WITH span AS (
  SELECT store_id, min(transaction_date) AS first_day, max(transaction_date) AS last_day
    FROM pg_temp.touched GROUP BY store_id)
SELECT store_id, transaction_date, average, deviation, revenue, ma7, weekday, weekend_avg,
       weekday_avg, currency
  FROM (SELECT span.first_day, g.store_id, transaction_date, currency,
               avg(transaction_count) OVER quarter AS average,
               stddev_samp(transaction_count) OVER quarter AS deviation,
               avg(total_revenue) OVER quarter AS revenue,
               sum(transaction_count) OVER (
                 PARTITION BY g.store_id ORDER BY transaction_date
                 RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW)
                 / least(7, transaction_date - first_value(transaction_date) OVER quarter + 1) AS ma7,
               extract(dow FROM transaction_date)::smallint AS weekday,
               avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) IN (0, 6))
                 OVER quarter AS weekend_avg,
               avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) NOT IN (0, 6))
                 OVER quarter AS weekday_avg
          FROM span
          JOIN scout.gold_store_daily_summary g
            ON g.store_id = span.store_id
           AND transaction_date BETWEEN first_day - 89 AND last_day + 89
        WINDOW quarter AS (PARTITION BY g.store_id ORDER BY transaction_date
                           RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW)) feature
 WHERE transaction_date >= first_day
ON CONFLICT (store_id, transaction_date) DO UPDATE
  SET avg_daily_transactions = excluded.avg_daily_transactions,
      stddev_daily_transactions = excluded.stddev_daily_transactions,
      avg_daily_revenue = excluded.avg_daily_revenue,
      ma7_transactions = excluded.ma7_transactions, day_of_week = excluded.day_of_week,
      weekend_avg = excluded.weekend_avg, weekday_avg = excluded.weekday_avg,
      currency = excluded.currency, last_updated = now()

-- name: mark_file
UPDATE scout.files
   SET silver_generation = generation, records_current = records_loaded, records_pending = 0,
       settled_at = now()
 WHERE file_id = :file

-- name: truncate_layers
TRUNCATE scout.silver_edge_transactions, scout.silver_superseded, scout.gold_outbox,
         scout.gold_store_daily_summary, scout.platinum_outbox, scout.platinum_store_features

-- name: truncate_gold
TRUNCATE scout.gold_store_daily_summary

-- name: truncate_platinum
TRUNCATE scout.platinum_store_features

-- name: silver_of_all
INSERT INTO scout.silver_edge_transactions
SELECT b.id, coalesce(raw_data ->> 'device_id', b.device_id), b.file_name,
       raw_data ->> 'transaction_id', raw_data ->> 'store_id',
       (raw_data ->> 'timestamp')::timestamptz, (raw_data ->> 'amount')::numeric(10,2),
       upper(raw_data ->> 'currency'), lower(raw_data ->> 'payment_method'), raw_data,
       b.ingested_at, f.bronze_created_at, f.file_id, b.record_no, f.uploaded_at,
       ((raw_data ->> 'timestamp')::timestamptz AT TIME ZONE 'UTC')::date
  FROM scout.files f
  JOIN scout.bronze_records b ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at

-- name: gold_of_all
INSERT INTO scout.gold_store_daily_summary
  (store_id, transaction_date, transaction_count, active_devices, total_revenue,
   avg_transaction_value, most_common_payment, first_transaction_time, last_transaction_time,
   currency, other_currency_transactions, last_updated)
WITH day AS (
  SELECT store_id, transaction_date, count(*) AS transactions,
         count(DISTINCT device_id) AS devices,
         mode() WITHIN GROUP (ORDER BY payment_method COLLATE "C") AS payment,
         min(transaction_timestamp) AS first_time, max(transaction_timestamp) AS last_time
    FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date),
main AS (
  SELECT DISTINCT ON (store_id, transaction_date) store_id, transaction_date, currency,
         count(*) AS transactions, sum(amount) AS revenue, avg(amount) AS average
    FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date, currency
   ORDER BY store_id, transaction_date, count(*) DESC, currency COLLATE "C")
SELECT store_id, transaction_date, day.transactions, devices, revenue, average, payment,
       first_time, last_time, currency, day.transactions - main.transactions, :moment
  FROM day JOIN main USING (store_id, transaction_date)

-- name: platinum_of_all
INSERT INTO scout.platinum_store_features
  (store_id, transaction_date, avg_daily_transactions, stddev_daily_transactions,
   avg_daily_revenue, ma7_transactions, day_of_week, weekend_avg, weekday_avg, currency,
   last_updated)
SELECT store_id, transaction_date, avg(transaction_count) OVER quarter,
       stddev_samp(transaction_count) OVER quarter, avg(total_revenue) OVER quarter,
       sum(transaction_count) OVER (
         PARTITION BY store_id ORDER BY transaction_date
         RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW)
         / least(7, transaction_date - first_value(transaction_date) OVER quarter + 1),
       extract(dow FROM transaction_date),
       avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) IN (0, 6))
         OVER quarter,
       avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) NOT IN (0, 6))
         OVER quarter,
       currency, :moment
  FROM scout.gold_store_daily_summary
WINDOW quarter AS (PARTITION BY store_id ORDER BY transaction_date
                   RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW)

-- name: silver_of_bare
INSERT INTO bare_silver
SELECT b.id, coalesce(raw_data ->> 'device_id', b.device_id), b.file_name,
       raw_data ->> 'transaction_id', raw_data ->> 'store_id',
       (raw_data ->> 'timestamp')::timestamptz, (raw_data ->> 'amount')::numeric(10,2),
       upper(raw_data ->> 'currency'), lower(raw_data ->> 'payment_method'), raw_data,
       b.ingested_at, b.created_at, b.file_id, b.record_no, b.created_at,
       ((raw_data ->> 'timestamp')::timestamptz AT TIME ZONE 'UTC')::date
  FROM bare_bronze b
