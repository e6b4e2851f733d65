INSERT INTO scout.silver_edge_transactions (bronze_id, device_id, file_name, transaction_id, store_id,
  transaction_timestamp, amount, currency, payment_method, full_payload, ingested_at, file_id,
  record_no, uploaded_at, transaction_date)
VALUES ('00000000-0000-7000-8000-000000000101', 'till-1', 'a.json', 'T1', 'S1', '2025-03-14 07:00Z',
        -99999999.99, 'EUR', 'card', '{"n": 1.50}', '2025-03-14 08:01Z',
        '00000000-0000-7000-8000-000000000001', 1, '2025-03-14 08:00Z', '2025-03-14'),
       ('00000000-0000-7000-8000-000000000102', 'till-1', 'a.json', 'T2', 'S1', '2025-03-14 07:30Z',
        NULL, NULL, NULL, '{}', '2025-03-14 08:01Z',
        '00000000-0000-7000-8000-000000000001', 2, '2025-03-14 08:00Z', '2025-03-14');
INSERT INTO scout.silver_superseded (bronze_id, device_id, file_name, transaction_id, store_id,
  transaction_timestamp, full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date)
VALUES ('00000000-0000-7000-8000-000000000103', 'till-1', 'a.json', 'T1', 'S1', '2025-03-14 07:00Z',
        '{}', '2025-03-14 08:01Z', '00000000-0000-7000-8000-000000000001', 3, '2025-03-14 08:00Z',
        '2025-03-14');
INSERT INTO scout.settings_in_force (time_zone, paths) VALUES ('Europe/Vienna', '{"store_id": [["store", "id"]]}');
