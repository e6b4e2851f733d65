INSERT INTO scout.sources (declared, applied_by) VALUES ('source: edge_transactions', 'anna');
INSERT INTO scout.source_columns VALUES ('silver_edge_transactions', 'transaction_date', 'date');
INSERT INTO scout.rejected_elements (file_id, table_name, record_no, item_no, code, message)
VALUES ('00000000-0000-7000-8000-000000000001', 'silver_transaction_items', 1, 2, 'FIELD_INVALID', 'no');
