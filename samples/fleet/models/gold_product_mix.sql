-- about: each article's revenue of the day, and the share of the day that it and all before it make
-- grain: transaction_date, sku
-- slice: transaction_date
SELECT transaction_date, sku, units, revenue,
       round(revenue / nullif(sum(revenue) OVER (PARTITION BY transaction_date), 0), 4) AS share,
       round(sum(revenue) OVER (PARTITION BY transaction_date ORDER BY revenue DESC NULLS LAST, sku)
               / nullif(sum(revenue) OVER (PARTITION BY transaction_date), 0), 4) AS pareto_share
  FROM (SELECT transaction_date, sku, sum(quantity) AS units, sum(total_price) AS revenue
          FROM silver_transaction_items
         GROUP BY transaction_date, sku) article
