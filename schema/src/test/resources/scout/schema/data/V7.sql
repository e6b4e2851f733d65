INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, expected_result,
  actual_result, passed, executed_at, severity, blocking)
VALUES ('own', 'gold_store_daily_summary', 'SELECT 1', '1', '1', true, now(), 'critical', true);
INSERT INTO scout.data_quality_results (check_name, actual_result, passed) VALUES ('own', '1', true);
INSERT INTO scout.alerts (fingerprint, kind, subject, message) VALUES ('f', 'partition', 's', 'm');
