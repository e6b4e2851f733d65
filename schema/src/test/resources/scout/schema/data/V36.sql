INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
VALUES ('next_gold_items', 'beside', '', '{store_id}', '{}', '[{"name": "store_id", "type": "text"}]');
INSERT INTO scout.models (model_name, layer, position, about, grain, slice, query, inputs, columns, phase,
  slices)
VALUES ('next_gold_items', 'gold', 1, 'items', '{store_id}', '{}',
        'SELECT DISTINCT store_id FROM silver_edge_transactions', '{silver_edge_transactions}',
        '[{"name": "store_id", "type": "text"}]', 'beside', 1);
