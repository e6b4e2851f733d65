-- The models that Scout ships have queues of their own, which people and tools know by their names.
-- One view tells what waits for a model, whichever it is.
CREATE VIEW scout.model_queue AS
SELECT reader, store_id, transaction_date FROM scout.model_outbox
 UNION ALL
SELECT 'gold_store_daily_summary', store_id, transaction_date FROM scout.gold_outbox
 UNION ALL
SELECT 'platinum_store_features', store_id, transaction_date FROM scout.platinum_outbox;
COMMENT ON VIEW scout.model_queue IS
  'One row per change that a model has not taken, by its store and day; null for every store, or every day.';

-- Who reads a table is told of a changed row only where a column changed that it reads.
ALTER TABLE scout.models ADD COLUMN reads text[];
UPDATE scout.models SET reads = ARRAY(SELECT input || '.*' FROM unnest(inputs) AS input);
UPDATE scout.models m
   SET reads = ARRAY(SELECT inputs[1] || '.' || name FROM unnest(given.columns) AS name)
  FROM (VALUES ('gold_store_daily_summary',
                '{store_id,transaction_date,transaction_timestamp,amount,currency,payment_method,
                  device_id}'::text[]),
               ('platinum_store_features',
                '{store_id,transaction_date,transaction_count,total_revenue,currency}'))
         AS given (model_name, columns)
 WHERE m.model_name = given.model_name AND m.shipped;
ALTER TABLE scout.models ALTER reads SET NOT NULL;
COMMENT ON COLUMN scout.models.reads IS
  'The columns that it reads, each as input.column; input.* for all of them.';
