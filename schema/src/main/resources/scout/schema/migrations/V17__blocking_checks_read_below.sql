-- A blocking check runs while its layer changes and those above still show what was before, so it
-- reads its own layer or a lower one. One that reads a higher layer goes on as an ordinary check.
UPDATE scout.data_quality_checks SET blocking = false
 WHERE blocking
   AND (table_name ~ '^(scout\.)?silver_' AND check_query ~* '\m(gold_store|platinum_store)_'
        OR table_name ~ '^(scout\.)?gold_' AND check_query ~* '\mplatinum_store_');
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_reads_below CHECK
  (NOT blocking
   OR NOT (table_name ~ '^(scout\.)?silver_' AND check_query ~* '\m(gold_store|platinum_store)_'
           OR table_name ~ '^(scout\.)?gold_' AND check_query ~* '\mplatinum_store_'));
