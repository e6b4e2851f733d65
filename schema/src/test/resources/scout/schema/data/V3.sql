INSERT INTO scout.rejected_records (file_id, stage, record_no, byte_offset, code, message, raw, raw_text)
VALUES ('00000000-0000-7000-8000-000000000001', 'bronze', 4, 99, 'INVALID_JSON', 'no', '\x00ff', '??'),
       ('00000000-0000-7000-8000-000000000001', 'silver', 2, NULL, 'STORE_MISSING', 'no', NULL, NULL);
