-- grain: one row per version of an object: (bucket, object_key, etag)
CREATE TABLE scout.files (
  file_id                 uuid PRIMARY KEY,
  file_seq                bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  bucket                  text NOT NULL,
  object_key              text NOT NULL,
  etag                    text NOT NULL,
  device_id               text,
  size_bytes              bigint NOT NULL,
  sha256                  text,
  -- Last-Modified of the object when it was first seen; an archive copy's is never used
  uploaded_at             timestamptz NOT NULL,
  status                  text NOT NULL DEFAULT 'loading',
  -- fences off whoever claimed the row before: a load commits only if the attempt is still its own
  attempt                 integer NOT NULL DEFAULT 1,
  -- rises with each replacement of the file's bronze rows; 0 is never loaded
  generation              integer NOT NULL DEFAULT 0,
  -- the generation that silver has taken; pending is: silver_generation IS DISTINCT FROM generation
  silver_generation       integer DEFAULT 0,
  -- the one created_at that all of the file's bronze rows share
  bronze_created_at       timestamptz,
  -- the newer version of the same key that took this one's place (SCOUT_OVERWRITE=replace)
  replaced_by             uuid,
  records_read            bigint NOT NULL DEFAULT 0,
  records_loaded          bigint NOT NULL DEFAULT 0,
  records_rejected        bigint NOT NULL DEFAULT 0,
  records_current         bigint NOT NULL DEFAULT 0,
  records_superseded      bigint NOT NULL DEFAULT 0,
  records_unkeyed         bigint NOT NULL DEFAULT 0,
  records_rejected_silver bigint NOT NULL DEFAULT 0,
  records_discarded       bigint NOT NULL DEFAULT 0,
  records_pending         bigint NOT NULL DEFAULT 0,
  amounts_rounded         bigint NOT NULL DEFAULT 0,
  -- why it is quarantined or discarded, or why the latest replay was refused: CODE: words
  reason                  text,
  archived_key            text,
  -- the latest request of a person that was carried out
  request_id              text,
  -- the eight before it, latest first: whoever waits for one sees it though another came after
  earlier_requests        text[] NOT NULL DEFAULT '{}',
  claimed_at              timestamptz NOT NULL DEFAULT now(),
  loaded_at               timestamptz,
  archived_at             timestamptz,
  quarantined_at          timestamptz,
  discarded_at            timestamptz,
  gone_at                 timestamptz,
  replayed_at             timestamptz,
  settled_at              timestamptz,
  -- moves with every step of the journey (not with the layers)
  updated_at              timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT files_version UNIQUE (bucket, object_key, etag),
  CONSTRAINT files_status CHECK (status IN
    ('loading', 'loaded', 'archived', 'quarantined', 'discarded', 'duplicate', 'gone')),
  CONSTRAINT files_never_loaded CHECK (generation > 0 OR records_loaded = 0),
  CONSTRAINT files_read_adds_up CHECK
    (generation = 0 OR records_read = records_loaded + records_rejected),
  CONSTRAINT files_loaded_adds_up CHECK
    (records_loaded = records_current + records_superseded + records_unkeyed
       + records_rejected_silver + records_discarded + records_pending)
);

-- What silver has to do, and which journeys are under way, at a cost that doesn't grow with history.
CREATE INDEX files_pending ON scout.files (file_seq)
  WHERE silver_generation IS DISTINCT FROM generation;
CREATE INDEX files_unfinished ON scout.files (updated_at) WHERE status IN ('loading', 'loaded');
CREATE INDEX files_quarantined ON scout.files (quarantined_at) WHERE status = 'quarantined';
-- One version of a key holds given bytes; the same bytes under another ETag are a duplicate.
CREATE UNIQUE INDEX files_content ON scout.files (bucket, object_key, sha256, size_bytes)
  WHERE generation > 0;
CREATE INDEX files_of_key ON scout.files (bucket, object_key, uploaded_at);
CREATE INDEX files_of_device ON scout.files (device_id, uploaded_at);

CREATE FUNCTION scout.keep_earlier_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.earlier_requests := (OLD.request_id || OLD.earlier_requests)[1:8];
  RETURN NEW;
END
$$;
CREATE TRIGGER files_keep_earlier_requests BEFORE UPDATE OF request_id ON scout.files FOR EACH ROW
  WHEN (OLD.request_id IS NOT NULL AND NEW.request_id IS DISTINCT FROM OLD.request_id)
  EXECUTE FUNCTION scout.keep_earlier_requests();
