-- What the demo shows, and what it holds against the layers; all read-only, as the owner.

-- name: files
SELECT object_key AS file, status AS outcome, records_read AS read, records_loaded AS loaded,
       records_rejected AS rejected, records_lost AS lost, split_part(coalesce(reason, ''), ':', 1) AS why
  FROM scout.files
 ORDER BY object_key COLLATE "C"

-- name: layers
SELECT layer, rows
  FROM (SELECT 1 AS place, 'bronze: records as they came' AS layer, count(*) AS rows
          FROM scout.bronze_edge_raw
         UNION ALL
        SELECT 2, 'silver: typed transactions', count(*) FROM scout.silver_edge_transactions
         UNION ALL
        SELECT 3, 'silver: superseded by a later upload', count(*) FROM scout.silver_superseded
         UNION ALL
        SELECT 4, 'gold: store-days', count(*) FROM scout.gold_store_daily_summary
         UNION ALL
        SELECT 5, 'platinum: features of store-days', count(*) FROM scout.platinum_store_features
       ) layers
 ORDER BY place

-- name: rejected
SELECT f.object_key AS file, r.stage, r.record_no AS record, r.code, r.message AS reason
  FROM scout.rejected_records r
  JOIN scout.files f USING (file_id)
 ORDER BY f.object_key COLLATE "C", r.stage, r.record_no

-- name: checks
SELECT check_name AS "check", CASE WHEN passed THEN 'passed' ELSE 'failed' END AS outcome,
       actual_result AS result
  FROM scout.data_quality_checks
 ORDER BY id

-- name: gold
SELECT store_id AS store, transaction_date AS day, transaction_count AS sales,
       total_revenue AS revenue, currency, avg_transaction_value AS average,
       most_common_payment AS "paid mostly by", other_currency_transactions AS "other currency"
  FROM scout.gold_store_daily_summary
 ORDER BY transaction_count DESC, store_id, transaction_date
 LIMIT 3

-- name: lost
-- Who is told of loaded records that became no sale, and in which words.
SELECT kind AS alert, severity, subject AS device, message
  FROM scout.alerts
 WHERE resolved_at IS NULL AND kind IN ('file_lost', 'field_gone', 'ids_shared')
 ORDER BY kind, subject COLLATE "C"

-- name: unbalanced
-- Files whose counts don't add up, or whose rows in bronze are not as many as the ledger says.
SELECT f.object_key AS file, f.status, f.records_read, f.records_loaded, f.records_rejected,
       held.rows
  FROM scout.files f
 CROSS JOIN LATERAL (SELECT count(*) AS rows FROM scout.bronze_edge_raw b
                      WHERE b.file_id = f.file_id) held
 WHERE held.rows <> f.records_loaded
    OR (f.status <> 'quarantined' AND f.records_read <> f.records_loaded + f.records_rejected)
    OR f.records_pending <> 0

-- name: gold_against_bronze
-- Gold once more, straight from bronze and in one go. Store-days that differ, from both sides.
WITH delivery AS (
  -- what the page says goes behind what the record says, and a name that stands for another one
  -- before
  SELECT jsonb_strip_nulls(jsonb_build_object('store_id', b.envelope -> 'store_id',
                                              'currency', b.envelope -> 'currency'))
           || b.raw_data
           || coalesce((SELECT jsonb_object_agg(name.key, b.raw_data -> name.value)
                          FROM jsonb_each_text(f.dialect -> 'names') name), '{}') AS d,
         coalesce(f.dialect ->> 'delimiter' = ';', false) AS comma,
         b.device_id, f.uploaded_at, f.object_key, f.file_seq, b.record_no
    FROM scout.bronze_edge_raw b
    JOIN scout.files f USING (file_id)
   WHERE jsonb_typeof(b.raw_data) = 'object' AND f.status <> 'discarded'),
field AS (
  SELECT delivery.*,
         nullif(trim(d ->> 'transaction_id'), '') AS id,
         nullif(trim(d ->> 'store_id'), '') AS store,
         nullif(trim(d ->> 'timestamp'), '') AS time_text,
         nullif(trim(CASE WHEN comma THEN replace(d ->> 'amount', ',', '.')
                          ELSE d ->> 'amount' END), '') AS amount_text,
         nullif(trim(d ->> 'currency'), '') AS currency_text,
         lower(nullif(trim(d ->> 'payment_method'), '')) AS payment,
         coalesce(nullif(trim(d ->> 'device_id'), ''), device_id) AS device
    FROM delivery),
sound AS (
  SELECT field.*,
         CASE WHEN amount_text ~ '^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$'
              THEN round(amount_text::numeric, 2) END AS amount,
         CASE WHEN time_text ~ '(Z|[+-]\d\d(:?\d\d)?)$' AND time_text ~ 'T'
              THEN time_text::timestamptz
              ELSE time_text::timestamp AT TIME ZONE 'UTC'
         END AS moment
    FROM field
   WHERE id IS NOT NULL AND octet_length(id) <= 200
     AND store IS NOT NULL AND octet_length(store) <= 200
     AND time_text ~ '^\d{4}-\d\d-\d\d'
     AND pg_input_is_valid(time_text, 'timestamptz')
     AND (amount_text IS NULL
          OR jsonb_typeof(d -> 'amount') = 'number'
          OR amount_text ~ '^[+-]?\d+(\.\d*)?$')
     AND (currency_text IS NULL OR currency_text ~ '^[A-Za-z]{3}$')),
sale AS (
  SELECT DISTINCT ON (id)
         store, (moment AT TIME ZONE 'UTC')::date AS day, moment, device, payment,
         upper(currency_text) AS currency, amount
    FROM sound
   WHERE moment >= uploaded_at - interval '87648 hours' AND moment <= uploaded_at + interval '1 day'
     AND (amount IS NULL OR abs(amount) < 1e8)
   ORDER BY id, uploaded_at DESC, object_key COLLATE "C" DESC, file_seq DESC, record_no DESC),
busiest AS (
  SELECT store, day, currency,
         row_number() OVER (PARTITION BY store, day
                            ORDER BY count(*) DESC, currency COLLATE "C" NULLS LAST) AS place
    FROM sale
   GROUP BY store, day, currency),
again AS (
  SELECT sale.store, sale.day, count(*) AS sales, count(DISTINCT sale.device) AS devices,
         sum(sale.amount) FILTER (WHERE sale.currency IS NOT DISTINCT FROM busiest.currency)
           AS revenue,
         round(avg(sale.amount) FILTER
                 (WHERE sale.currency IS NOT DISTINCT FROM busiest.currency), 2) AS average,
         mode() WITHIN GROUP (ORDER BY sale.payment COLLATE "C") AS payment,
         min(sale.moment) AS first_time, max(sale.moment) AS last_time,
         busiest.currency,
         count(*) FILTER (WHERE sale.currency IS DISTINCT FROM busiest.currency) AS others
    FROM sale
    JOIN busiest ON busiest.store = sale.store AND busiest.day = sale.day AND busiest.place = 1
   GROUP BY sale.store, sale.day, busiest.currency),
gold AS (
  SELECT store_id AS store, transaction_date AS day, transaction_count AS sales,
         active_devices AS devices, total_revenue AS revenue, avg_transaction_value AS average,
         most_common_payment AS payment, first_transaction_time AS first_time,
         last_transaction_time AS last_time, currency, other_currency_transactions AS others
    FROM scout.gold_store_daily_summary)
SELECT 'only in gold' AS side, difference::text AS store_day
  FROM (TABLE gold EXCEPT ALL TABLE again) difference
 UNION ALL
SELECT 'only in bronze', difference::text
  FROM (TABLE again EXCEPT ALL TABLE gold) difference
