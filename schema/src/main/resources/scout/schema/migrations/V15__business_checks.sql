-- Checks of what the data says about the shops. Each reads by index what is recent, so that it
-- costs the same at any size, and says nothing before there is something to compare with. The
-- negative revenue of a store-day is gold_accuracy.
CREATE INDEX gold_store_daily_summary_mixed ON scout.gold_store_daily_summary (last_updated)
  WHERE other_currency_transactions > 0;
CREATE INDEX gold_store_daily_summary_day ON scout.gold_store_daily_summary (transaction_date);

INSERT INTO scout.data_quality_checks (check_name, table_name, severity, check_query) VALUES
-- transactions that changed since the check last passed and stand in silver twice, or once as the
-- winner and once more as a delivery that lost
('key_uniqueness', 'silver_edge_transactions', 'critical', $check$
SELECT count(*)
  FROM silver_edge_transactions changed
 WHERE created_at >= coalesce(
         (SELECT max(executed_at) - interval '1 minute' FROM data_quality_results
           WHERE check_name = 'key_uniqueness' AND passed), '-infinity')
   AND (EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = changed.bronze_id)
        OR EXISTS (SELECT FROM silver_edge_transactions other
                    WHERE other.transaction_id = changed.transaction_id
                      AND other.ctid <> changed.ctid))
$check$),
-- devices whose latest loaded file is older than two days and than twice the longest pause between
-- their last 20 files; one with fewer than five has no rhythm yet, one silent for 14 days is
-- taken as retired
('device_freshness', 'files', 'warning', $check$
WITH RECURSIVE device AS (
  (SELECT device_id FROM files ORDER BY device_id LIMIT 1)
   UNION ALL
  SELECT (SELECT f.device_id FROM files f WHERE f.device_id > device.device_id
           ORDER BY f.device_id LIMIT 1)
    FROM device
   WHERE device.device_id IS NOT NULL)
SELECT count(*)
  FROM device
 CROSS JOIN LATERAL (
       SELECT max(uploaded_at) AS latest, max(pause) AS longest_pause, count(*) AS files
         FROM (SELECT uploaded_at, uploaded_at - lag(uploaded_at) OVER (ORDER BY uploaded_at) AS pause
                 FROM (SELECT uploaded_at
                         FROM files
                        WHERE device_id = device.device_id AND generation > 0
                          AND uploaded_at > now() - interval '90 days'
                        ORDER BY uploaded_at DESC
                        LIMIT 20) recent) paced) rhythm
 WHERE device_id NOT IN ('several', 'unknown')
   AND files >= 5
   AND latest > now() - interval '14 days'
   AND latest < now() - greatest(interval '2 days', 2 * longest_pause)
$check$),
-- store-days that changed within a day and whose revenue leaves out a fifth or more of the sales,
-- since they are in other currencies than the main one; a missing currency is no other one
('mixed_currencies', 'gold_store_daily_summary', 'warning', $check$
SELECT count(*)
  FROM gold_store_daily_summary g
 WHERE other_currency_transactions > 0
   AND last_updated > now() - interval '1 day'
   AND (SELECT count(*) FROM silver_edge_transactions
         WHERE store_id = g.store_id AND transaction_date = g.transaction_date
           AND currency <> g.currency) * 5 >= transaction_count
$check$),
-- stores that sold less than half of the least, or more than twice the most, of the same weekday
-- in each of the four weeks before; judged from noon of the next day on, when late files have come,
-- and only where that weekday brings 20 sales or more on average
('weekday_volume', 'gold_store_daily_summary', 'warning', $check$
WITH judged AS (
  SELECT ((now() - interval '36 hours') AT TIME ZONE time_zone)::date AS day
    FROM settings_in_force),
usual AS (
  SELECT store_id, min(transaction_count) AS least, max(transaction_count) AS most,
         avg(transaction_count) AS average
    FROM gold_store_daily_summary
   WHERE transaction_date = ANY (ARRAY(SELECT day - 7 * week FROM judged, generate_series(1, 4) week))
   GROUP BY store_id
  HAVING count(*) = 4)
SELECT count(*)
  FROM usual
  LEFT JOIN gold_store_daily_summary g
         ON g.store_id = usual.store_id AND g.transaction_date = (SELECT day FROM judged)
 WHERE average >= 20
   AND coalesce(g.transaction_count, 0) NOT BETWEEN least / 2.0 AND most * 2
$check$);
