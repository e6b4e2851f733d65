-- grain: one row per quality check, with its last result
CREATE TABLE scout.data_quality_checks (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  check_name      text NOT NULL UNIQUE,
  table_name      text NOT NULL,
  check_query     text NOT NULL,
  -- null: a number passes at 0, a boolean at true
  expected_result text,
  actual_result   text,
  passed          boolean,
  executed_at     timestamptz,
  severity        text NOT NULL DEFAULT 'warning' CHECK (severity IN ('info', 'warning', 'critical')),
  blocking        boolean NOT NULL DEFAULT false,
  CONSTRAINT data_quality_checks_blocking CHECK
    (NOT blocking OR table_name ~ '^(scout\.)?(silver|gold|platinum)_')
);

INSERT INTO scout.data_quality_checks (check_name, table_name, check_query) VALUES
('bronze_completeness','bronze_edge_raw','SELECT COUNT(*) FROM bronze_edge_raw WHERE raw_data IS NULL'),
('silver_freshness','silver_edge_transactions','SELECT MAX(created_at) > NOW() - INTERVAL ''1 hour'' FROM silver_edge_transactions'),
('gold_accuracy','gold_store_daily_summary','SELECT COUNT(*) FROM gold_store_daily_summary WHERE total_revenue < 0');

-- grain: one row per run of a check
CREATE TABLE scout.data_quality_results (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  check_name    text NOT NULL,
  refresh_id    uuid,
  actual_result text,
  passed        boolean NOT NULL,
  -- why it failed, in words
  message       text,
  executed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX data_quality_results_executed ON scout.data_quality_results (executed_at);

-- grain: one row per alert from its opening to its end
CREATE TABLE scout.alerts (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint     text NOT NULL,
  kind            text NOT NULL,
  severity        text NOT NULL DEFAULT 'warning' CHECK (severity IN ('info', 'warning', 'critical')),
  subject         text NOT NULL,
  message         text NOT NULL,
  opened_at       timestamptz NOT NULL DEFAULT now(),
  last_seen_at    timestamptz NOT NULL DEFAULT now(),
  times_seen      bigint NOT NULL DEFAULT 1,
  acknowledged_at timestamptz,
  resolved_at     timestamptz,
  -- when the webhook for alerts took them
  posted_open_at     timestamptz,
  posted_resolved_at timestamptz
);
CREATE INDEX alerts_to_post ON scout.alerts (id)
  WHERE posted_open_at IS NULL OR (resolved_at IS NOT NULL AND posted_resolved_at IS NULL);
CREATE UNIQUE INDEX alerts_open ON scout.alerts (fingerprint) WHERE resolved_at IS NULL;
