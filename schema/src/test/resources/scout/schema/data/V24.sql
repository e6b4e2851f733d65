INSERT INTO scout.held_files (file_id, moved_at, try_again_at)
VALUES ('00000000-0000-7000-8000-000000000001', '2025-03-14 08:02Z', '2025-03-14 08:03Z');
