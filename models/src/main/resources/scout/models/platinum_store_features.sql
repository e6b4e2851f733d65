-- about: One row per shop and day with sales: features of the 90 days that end there, which know nothing of
--   later days.
-- grain: store_id, transaction_date
-- slice: store_id, transaction_date
-- looks back: 89 days
-- a window's average is over days with sales; of a weekend or weekday without any it is null
SELECT store_id, transaction_date,
       (avg(transaction_count) OVER quarter)::numeric(18,4) AS avg_daily_transactions,
       (stddev_samp(transaction_count) OVER quarter)::numeric(18,4) AS stddev_daily_transactions,
       -- revenue in several currencies has no average, so only days in the row's own count
       (avg(total_revenue) OVER own_currency)::numeric(22,4) AS avg_daily_revenue,
       -- over seven calendar days, of which those before the window's first sale don't count
       (sum(transaction_count) OVER week
          / least(7, transaction_date - first_value(transaction_date) OVER quarter + 1))
         ::numeric(18,4) AS ma7_transactions,
       extract(dow FROM transaction_date)::smallint AS day_of_week,
       (avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) IN (0, 6))
          OVER quarter)::numeric(18,4) AS weekend_avg,
       (avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) NOT IN (0, 6))
          OVER quarter)::numeric(18,4) AS weekday_avg,
       currency
  FROM gold_store_daily_summary
WINDOW quarter AS (PARTITION BY store_id ORDER BY transaction_date
                   RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW),
       own_currency AS (PARTITION BY store_id, currency ORDER BY transaction_date
                        RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW),
       week AS (PARTITION BY store_id ORDER BY transaction_date
                RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW)
