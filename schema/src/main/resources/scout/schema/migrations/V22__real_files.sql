-- What real files need: what the reader did to a file, what of it never became a sale, and the page
-- that a record came in.

-- What the reader did so that the file could be read, see docs/devices.md; null if nothing.
ALTER TABLE scout.files ADD COLUMN dialect jsonb;
-- Field -> how many of the records loaded lacked it, where any did; an invalid value is not lacking.
-- Null for files that were settled before this was counted.
ALTER TABLE scout.files ADD COLUMN field_nulls jsonb;
ALTER TABLE scout.files ALTER COLUMN field_nulls SET DEFAULT '{}';
-- Records of whose id the same file holds a later record with other typed fields.
ALTER TABLE scout.files ADD COLUMN records_overridden bigint NOT NULL DEFAULT 0;
-- Records loaded that became no sale: unkeyed, rejected by silver, or overridden within the file.
ALTER TABLE scout.files ADD COLUMN records_lost bigint NOT NULL DEFAULT 0;

-- The page that held the record, without the array that the record is an element of; else null.
ALTER TABLE scout.bronze_edge_raw ADD COLUMN envelope jsonb;

ALTER TABLE scout.silver_edge_transactions
  ADD COLUMN envelope jsonb,
  -- whose word the timestamp is: the record's, or the upload's (SCOUT_TIME_FALLBACK)
  ADD COLUMN time_source text NOT NULL DEFAULT 'record' CHECK (time_source IN ('record', 'upload'));
ALTER TABLE scout.silver_superseded
  ADD COLUMN envelope jsonb,
  ADD COLUMN time_source text NOT NULL DEFAULT 'record' CHECK (time_source IN ('record', 'upload')),
  -- true: it differs so much from the record that won its id that they are two sales
  ADD COLUMN shares_id boolean NOT NULL DEFAULT false;
CREATE INDEX silver_superseded_shares_id ON scout.silver_superseded (device_id, transaction_id)
  WHERE shares_id;

-- How values are read: the settings beside zone and paths, and the version of the rules.
ALTER TABLE scout.settings_in_force ADD COLUMN readings jsonb NOT NULL DEFAULT '{}';

ALTER TABLE scout.alerts
  ADD COLUMN acknowledged_by text,
  -- until then the webhook is told nothing of it
  ADD COLUMN muted_until timestamptz,
  -- tells whether an open alert means the same trouble as before; another one is told anew
  ADD COLUMN cause text NOT NULL DEFAULT '',
  -- how often there was something new to tell since it opened
  ADD COLUMN revision int NOT NULL DEFAULT 1;

-- A fingerprint is the kind and the subject now. Two versions of one key had an alert each: the
-- earlier ones end, told to nobody.
UPDATE scout.alerts SET subject = 'files' WHERE fingerprint = 'file_stuck' AND resolved_at IS NULL;
UPDATE scout.alerts a
   SET resolved_at = now(), posted_open_at = coalesce(posted_open_at, now()),
       posted_resolved_at = now()
 WHERE kind IN ('quarantined_file', 'file_held') AND resolved_at IS NULL
   AND EXISTS (SELECT FROM scout.alerts later
                WHERE later.kind = a.kind AND later.subject = a.subject AND later.id > a.id
                  AND later.resolved_at IS NULL);
UPDATE scout.alerts SET fingerprint = kind || ':' || subject
 WHERE resolved_at IS NULL
   AND (fingerprint IN ('partition:bronze', 'sweep_missed', 'file_stuck')
        OR fingerprint ~ '^(quarantined|file-held|check|refresh):');

-- Upload times of the first and the last file that raised it, and the last one's key, which tells
-- files of one second apart; null where no file did.
ALTER TABLE scout.alerts
  ADD COLUMN raised_from timestamptz,
  ADD COLUMN raised_to timestamptz,
  ADD COLUMN raised_key text;

-- The few files in which several records share an id.
CREATE INDEX files_overridden ON scout.files (uploaded_at) WHERE records_overridden > 0;

-- Whom an alert about a device's files names: the device, or what the keys of such files share.
CREATE FUNCTION scout.alert_subject(device_id text, object_key text, prefix text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
           WHEN coalesce(device_id, 'unknown') IN ('unknown', 'several')
           THEN regexp_replace(CASE WHEN starts_with(object_key, prefix)
                                    THEN substr(object_key, length(prefix) + 1)
                                    ELSE object_key END, '[0-9]', '9', 'g')
           ELSE device_id
         END
$$;

-- What differs between two rows, as "column: before -> after"; of a payload only that it does.
CREATE OR REPLACE FUNCTION scout.row_difference(before jsonb, after jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(
           key || CASE WHEN key IN ('full_payload', 'envelope') THEN ''
                       ELSE ': ' || coalesce(b.value #>> '{}', 'null') || ' -> '
                            || coalesce(a.value #>> '{}', 'null') END,
           ', ' ORDER BY key COLLATE "C")
    FROM jsonb_each(before) b
    FULL JOIN jsonb_each(after) a USING (key)
   WHERE a.value IS DISTINCT FROM b.value
     AND key NOT IN ('last_updated', 'created_at')
$$;

-- Paths are parts of the statement that types; nothing calls this any more.
DROP FUNCTION scout.first_present(jsonb, text[]);

-- Objects that the sweep left in place because their name begins with a dot.
ALTER TABLE scout.sweeps ADD COLUMN hidden bigint NOT NULL DEFAULT 0;
