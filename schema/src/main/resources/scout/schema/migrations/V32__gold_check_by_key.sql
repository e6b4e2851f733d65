-- A check must not read more because statistics are old. Right after a first backlog they know a
-- single store-day, so that a store-day of gold was looked up by its date, among all stores of that
-- day. Only the primary key serves a comparison of both columns at once.
UPDATE scout.data_quality_checks
   SET check_query = regexp_replace(
         check_query,
         '(FROM gold_store_daily_summary\s+WHERE )store_id = (\w+)\.store_id AND '
           || 'transaction_date = \2\.transaction_date(\s+OFFSET 0)',
         '\1(store_id, transaction_date) >= (\2.store_id, \2.transaction_date)'
           || E'\n          AND (store_id, transaction_date) <= (\\2.store_id, \\2.transaction_date)\\3',
         'g')
 WHERE check_name = 'gold_matches_silver';
