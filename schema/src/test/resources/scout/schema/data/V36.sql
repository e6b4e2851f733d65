SELECT scout.declare_beside('gold_items', '[{"name": "store_id", "type": "text"}]', '{store_id}', '{}');
INSERT INTO scout.models (model_name, layer, position, about, grain, slice, query, inputs, columns, phase,
  slices)
VALUES ('next_gold_items', 'gold', 1, 'items', '{store_id}', '{}',
        'SELECT DISTINCT store_id FROM silver_edge_transactions', '{silver_edge_transactions}',
        '[{"name": "store_id", "type": "text"}]', 'beside', 1);
INSERT INTO scout.next_gold_items (store_id) VALUES ('store-1');
