INSERT INTO scout.platinum_outbox (store_id, transaction_date) VALUES ('S1', '2025-03-14');
INSERT INTO scout.platinum_store_features (store_id, transaction_date, avg_daily_transactions,
  ma7_transactions, day_of_week, weekday_avg)
VALUES ('S1', '2025-03-14', 2, 2, 5, 2);
