-- about: revenue and buyers of each brand, day by day
-- grain: brand_name, transaction_date
-- slice: transaction_date
-- check blocking no_negative_units: SELECT count(*) FROM gold_brand_daily WHERE units < 0
SELECT i.brand_name, i.transaction_date, count(DISTINCT i.transaction_id) AS transactions,
       sum(i.quantity) AS units, sum(i.total_price) AS revenue
  FROM silver_transaction_items i
 GROUP BY i.brand_name, i.transaction_date
