INSERT INTO scout.refreshes (refresh_id, reason, outcome) VALUES (gen_random_uuid(), 'r', 'succeeded');
INSERT INTO scout.sweeps (sweep_id, listed) VALUES (gen_random_uuid(), 7);
INSERT INTO scout.payload_keys (key, count, example_file)
VALUES ('ünï', 3, '00000000-0000-7000-8000-000000000001');
