INSERT INTO scout.declarations (files, applied_by) VALUES ('{"gold_items.sql": "SELECT 1"}', 'anna');
INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
VALUES ('gold_items', 'model', 'items', '{store_id}', '{}', '[{"name": "store_id", "type": "text"}]');
INSERT INTO scout.models (model_name, layer, position, about, grain, slice, query, inputs, columns,
  declaration_id)
SELECT 'gold_items', 'gold', 1, 'items', '{store_id}', '{}', 'SELECT DISTINCT store_id FROM silver_edge_transactions',
       '{silver_edge_transactions}', '[{"name": "store_id", "type": "text"}]', declaration_id
  FROM scout.declarations;
INSERT INTO scout.model_outbox (reader, store_id) VALUES ('gold_items', 'manila');
