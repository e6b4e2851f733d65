-- name: register
-- Also in key order. The row of an existing key is not touched, so nobody waits for it.
INSERT INTO scout.payload_keys (key, count, example_file)
SELECT n.key, n.count, n.file_id
  FROM unnest(:keys, :counts, :files) AS n (key, count, file_id)
 WHERE NOT EXISTS (SELECT FROM scout.payload_keys p WHERE p.key = n.key)
 ORDER BY n.key
ON CONFLICT (key) DO NOTHING
RETURNING key

-- name: add
-- In key order, so that two processes never wait for each other in a circle.
INSERT INTO scout.payload_keys AS p (key, count, example_file)
SELECT n.key, n.count, n.file_id
  FROM unnest(:keys, :counts, :files) AS n (key, count, file_id)
 ORDER BY n.key
ON CONFLICT (key) DO UPDATE SET count = p.count + EXCLUDED.count
