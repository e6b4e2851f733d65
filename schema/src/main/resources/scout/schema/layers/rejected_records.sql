-- grain: one row per record of a file that a stage rejected; here, the stage silver

-- name: delete_of_files
DELETE FROM scout.rejected_records
 WHERE stage = 'silver'
   AND file_id = ANY (ARRAY(SELECT file_id FROM pg_temp.settle_file WHERE settled_before))

-- name: write
INSERT INTO scout.rejected_records (file_id, stage, record_no, code, message, raw, raw_text)
SELECT r.file_id, 'silver', r.record_no, r.code, reason.sentence,
       substring(convert_to(r.full_payload::text, 'UTF8') FROM 1 FOR 8192),
       left(r.full_payload::text, 8192)
  FROM pg_temp.settle_row r
  JOIN unnest(:codes, :sentences) AS reason (code, sentence) USING (code)

-- name: write_declared
-- The same where the source declares fields, whose problems have sentences of their own.
INSERT INTO scout.rejected_records (file_id, stage, record_no, code, message, raw, raw_text)
SELECT r.file_id, 'silver', r.record_no, r.code, coalesce(declared.sentence, reason.sentence),
       substring(convert_to(r.full_payload::text, 'UTF8') FROM 1 FOR 8192),
       left(r.full_payload::text, 8192)
  FROM pg_temp.settle_row r
  JOIN unnest(:codes, :sentences) AS reason (code, sentence) USING (code)
  LEFT JOIN unnest(:problems, :declared) AS declared (problem, sentence)
    ON declared.problem = r._problem AND split_part(r._problem, ' ', 1) = r.code
ON CONFLICT (file_id, stage, record_no) DO NOTHING
