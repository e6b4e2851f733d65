-- grain: one row per refresh of the layers
CREATE TABLE scout.refreshes (
  refresh_id    uuid PRIMARY KEY,
  reason        text,
  started_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at   timestamptz,
  outcome       text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'succeeded', 'failed')),
  silver_files  bigint NOT NULL DEFAULT 0,
  silver_rows   bigint NOT NULL DEFAULT 0,
  gold_rows     bigint NOT NULL DEFAULT 0,
  platinum_rows bigint NOT NULL DEFAULT 0,
  failed_checks text,
  error         text
);
CREATE INDEX refreshes_started ON scout.refreshes (started_at);

-- grain: one row per sweep of the bucket
CREATE TABLE scout.sweeps (
  sweep_id    uuid PRIMARY KEY,
  started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  listed      bigint NOT NULL DEFAULT 0,
  unsupported bigint NOT NULL DEFAULT 0,
  handed_over bigint NOT NULL DEFAULT 0,
  resumed     bigint NOT NULL DEFAULT 0
);
CREATE INDEX sweeps_started ON scout.sweeps (started_at);

-- grain: one row per top-level key ever seen in a payload
CREATE TABLE scout.payload_keys (
  key          text PRIMARY KEY,
  first_seen   timestamptz NOT NULL DEFAULT now(),
  count        bigint NOT NULL,
  example_file uuid NOT NULL
);
