-- name: add
-- In key order, so that two processes never wait for each other in a circle.
INSERT INTO scout.payload_keys AS p (key, count, example_file)
SELECT n.key, n.count, n.file_id
  FROM unnest(:keys, :counts, :files) AS n (key, count, file_id)
 ORDER BY n.key
ON CONFLICT (key) DO UPDATE SET count = p.count + EXCLUDED.count
