-- What tells the versions of a key apart: which of them stands for the key, and which was stored
-- below another.

-- Storage tells times to the second. Version ids that are known to lie below this version though
-- their second is the same; empty if all that turn up later do, since this version was on top when
-- its second was over; null if nothing is known.
ALTER TABLE scout.files ADD COLUMN beneath text[];

-- The place of a version among those of its key. The first stands for the key: the latest upload, but
-- a repetition or an object that nobody saw only if there is no other.
CREATE VIEW scout.key_versions AS
SELECT file_id, bucket, object_key,
       row_number() OVER (
         PARTITION BY bucket, object_key
             ORDER BY status IN ('duplicate', 'gone'), uploaded_at DESC, file_seq DESC) AS place
  FROM scout.files;
