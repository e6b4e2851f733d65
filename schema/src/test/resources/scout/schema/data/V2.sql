SELECT scout.ensure_partition('2025-03-14');
INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data, processing_status,
  created_at, file_id, record_no)
SELECT ('00000000-0000-7000-8000-00000000010' || n)::uuid, 'till-1', 'a.json', 'a.json',
       '{"transaction_id": "T1", "ünï": [1.50, null]}', 'processed', '2025-03-14 08:01Z',
       '00000000-0000-7000-8000-000000000001', n
  FROM generate_series(1, 3) n;
