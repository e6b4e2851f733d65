-- about: sales of each store by day and part of the day
-- grain: store_id, transaction_date, part_of_day
-- slice: store_id, transaction_date
SELECT store_id, transaction_date,
       CASE WHEN extract(hour FROM transaction_timestamp) < 6 THEN 'night'
            WHEN extract(hour FROM transaction_timestamp) < 12 THEN 'morning'
            WHEN extract(hour FROM transaction_timestamp) < 18 THEN 'afternoon'
            ELSE 'evening' END AS part_of_day,
       count(*) AS transactions, sum(amount) AS revenue, avg(duration_seconds)::numeric(10,3) AS avg_duration_seconds,
       count(*) FILTER (WHERE suggestion_offered) AS suggestions,
       count(*) FILTER (WHERE suggestion_accepted) AS suggestions_accepted
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, part_of_day
