-- grain: one row per record of a file that a stage rejected: (file_id, stage, record_no)
CREATE TABLE scout.rejected_records (
  file_id      uuid NOT NULL,
  stage        text NOT NULL CHECK (stage IN ('bronze', 'silver')),
  record_no    bigint NOT NULL CHECK (record_no >= 1),
  -- of the record's first byte in the decompressed file; null for silver
  byte_offset  bigint,
  code         text NOT NULL,
  message      text NOT NULL,
  -- the record's bytes as they came, at most 8 KiB of them; text could hold neither NUL nor
  -- invalid UTF-8
  raw          bytea,
  -- the same, printable
  raw_text     text,
  rejected_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, stage, record_no)
);
