-- grain: one row per store-day of gold; features of the 90 days that end there
SELECT store_id, transaction_date, avg(transaction_count) OVER quarter AS avg_daily_transactions,
       stddev_samp(transaction_count) OVER quarter AS stddev_daily_transactions,
       avg(total_revenue) OVER quarter AS avg_daily_revenue,
       sum(transaction_count) OVER (
         PARTITION BY store_id ORDER BY transaction_date
         RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW)
         / least(7, transaction_date - first_value(transaction_date) OVER quarter + 1)
         AS ma7_transactions,
       extract(dow FROM transaction_date)::smallint AS day_of_week,
       avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) IN (0, 6))
         OVER quarter AS weekend_avg,
       avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) NOT IN (0, 6))
         OVER quarter AS weekday_avg,
       currency
  FROM {{ ref('gold') }}
WINDOW quarter AS (PARTITION BY store_id ORDER BY transaction_date
                   RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW)
