INSERT INTO scout.gold_outbox (store_id, transaction_date) VALUES ('S1', '2025-03-14'), ('S1', '2025-03-14');
INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date, transaction_count,
  active_devices, total_revenue, first_transaction_time, last_transaction_time, currency,
  other_currency_transactions)
VALUES ('S1', '2025-03-14', 2, 1, -99999999.99, '2025-03-14 07:00Z', '2025-03-14 07:30Z', 'EUR', 1);
