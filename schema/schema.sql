-- The whole schema as the migrations leave it. Written by
--   mvn -pl schema test -Dtest=SchemaSnapshotTest -Dscout.write=true
SET check_function_bodies = off;

-- roles
CREATE ROLE scout_check NOLOGIN;
CREATE ROLE scout_console NOLOGIN;
CREATE ROLE scout_ingest LOGIN;
CREATE ROLE scout_reader LOGIN;
CREATE ROLE scout_transform LOGIN;
CREATE ROLE scout_watch LOGIN;

-- schema
CREATE SCHEMA scout;

-- collations
CREATE COLLATION scout.unicode (provider = builtin, locale = 'C.UTF-8');

-- tables
CREATE TABLE scout.alert_message_alerts (
  message_id uuid NOT NULL,
  alert_id bigint NOT NULL,
  revision integer NOT NULL,
  ended_by uuid
);
CREATE TABLE scout.alert_messages (
  message_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  target text NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  event text NOT NULL,
  alerts integer NOT NULL,
  still_open integer NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamp with time zone,
  dropped_at timestamp with time zone,
  problem text
);
CREATE TABLE scout.alerts (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  fingerprint text NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL DEFAULT 'warning'::text,
  subject text NOT NULL,
  message text NOT NULL,
  opened_at timestamp with time zone NOT NULL DEFAULT now(),
  last_seen_at timestamp with time zone NOT NULL DEFAULT now(),
  times_seen bigint NOT NULL DEFAULT 1,
  acknowledged_at timestamp with time zone,
  resolved_at timestamp with time zone,
  posted_open_at timestamp with time zone,
  posted_resolved_at timestamp with time zone,
  acknowledged_by text,
  muted_until timestamp with time zone,
  cause text NOT NULL DEFAULT ''::text,
  revision integer NOT NULL DEFAULT 1,
  raised_from timestamp with time zone,
  raised_to timestamp with time zone,
  raised_key text
);
CREATE TABLE scout.bronze_records (
  id uuid NOT NULL,
  device_id text NOT NULL,
  file_name text NOT NULL,
  file_path text NOT NULL,
  raw_data jsonb,
  file_size_bytes bigint,
  checksum text,
  ingested_at timestamp with time zone NOT NULL DEFAULT now(),
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  file_id uuid NOT NULL,
  record_no bigint NOT NULL,
  envelope jsonb
) PARTITION BY RANGE (created_at);
CREATE TABLE scout.console_users (
  name text NOT NULL,
  password_hash text NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE scout.data_quality_checks (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  check_name text NOT NULL,
  table_name text NOT NULL,
  check_query text NOT NULL,
  expected_result text,
  actual_result text,
  passed boolean,
  executed_at timestamp with time zone,
  severity text NOT NULL DEFAULT 'warning'::text,
  blocking boolean NOT NULL DEFAULT false,
  every interval NOT NULL DEFAULT '00:00:00'::interval,
  walks text,
  by_index boolean NOT NULL DEFAULT false,
  covered_until timestamp with time zone,
  step_until timestamp with time zone,
  step_part integer NOT NULL DEFAULT 0,
  step_parts integer NOT NULL DEFAULT 1,
  message text,
  refresh_id uuid,
  model_name text
);
CREATE TABLE scout.data_quality_results (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  check_name text NOT NULL,
  refresh_id uuid,
  actual_result text,
  passed boolean NOT NULL,
  message text,
  executed_at timestamp with time zone NOT NULL DEFAULT now(),
  covers timestamp with time zone
);
CREATE TABLE scout.declarations (
  declaration_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  files jsonb NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  applied_by text NOT NULL
);
CREATE TABLE scout.declared_tables (
  table_name text NOT NULL,
  kind text NOT NULL,
  about text NOT NULL,
  grain text[] NOT NULL,
  slice text[] NOT NULL,
  columns jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  shipped jsonb
);
CREATE TABLE scout.files (
  file_id uuid NOT NULL,
  file_seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  bucket text NOT NULL,
  object_key text NOT NULL,
  etag text NOT NULL,
  device_id text,
  size_bytes bigint NOT NULL,
  sha256 text,
  uploaded_at timestamp with time zone NOT NULL,
  status text NOT NULL DEFAULT 'loading'::text,
  attempt integer NOT NULL DEFAULT 1,
  generation integer NOT NULL DEFAULT 0,
  silver_generation integer DEFAULT 0,
  bronze_created_at timestamp with time zone,
  replaced_by uuid,
  records_read bigint NOT NULL DEFAULT 0,
  records_loaded bigint NOT NULL DEFAULT 0,
  records_rejected bigint NOT NULL DEFAULT 0,
  records_current bigint NOT NULL DEFAULT 0,
  records_superseded bigint NOT NULL DEFAULT 0,
  records_unkeyed bigint NOT NULL DEFAULT 0,
  records_rejected_silver bigint NOT NULL DEFAULT 0,
  records_discarded bigint NOT NULL DEFAULT 0,
  records_pending bigint NOT NULL DEFAULT 0,
  amounts_rounded bigint NOT NULL DEFAULT 0,
  reason text,
  archived_key text,
  request_id text,
  earlier_requests text[] NOT NULL DEFAULT '{}'::text[],
  claimed_at timestamp with time zone NOT NULL DEFAULT now(),
  loaded_at timestamp with time zone,
  archived_at timestamp with time zone,
  quarantined_at timestamp with time zone,
  discarded_at timestamp with time zone,
  gone_at timestamp with time zone,
  replayed_at timestamp with time zone,
  settled_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  dialect jsonb,
  field_nulls jsonb DEFAULT '{}'::jsonb,
  records_overridden bigint NOT NULL DEFAULT 0,
  records_lost bigint NOT NULL DEFAULT 0,
  waits_for_silver boolean NOT NULL GENERATED ALWAYS AS ((silver_generation IS DISTINCT FROM generation)) STORED,
  beneath text[],
  stopped_at timestamp with time zone,
  declared_nulls jsonb NOT NULL DEFAULT '{}'::jsonb,
  values_unfit jsonb NOT NULL DEFAULT '{}'::jsonb,
  batch_id text
);
CREATE TABLE scout.gold_outbox (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  store_id text NOT NULL,
  transaction_date date NOT NULL
);
CREATE TABLE scout.gold_store_daily_summary (
  store_id text NOT NULL,
  transaction_date date NOT NULL,
  transaction_count bigint NOT NULL,
  active_devices bigint NOT NULL,
  total_revenue numeric(18,2),
  avg_transaction_value numeric(18,2),
  most_common_payment text,
  first_transaction_time timestamp with time zone NOT NULL,
  last_transaction_time timestamp with time zone NOT NULL,
  currency text,
  other_currency_transactions bigint NOT NULL,
  last_updated timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE scout.held_files (
  file_id uuid NOT NULL,
  moved_at timestamp with time zone NOT NULL,
  tries integer NOT NULL DEFAULT 1,
  held_since timestamp with time zone NOT NULL DEFAULT now(),
  tried_at timestamp with time zone NOT NULL DEFAULT now(),
  try_again_at timestamp with time zone NOT NULL
);
CREATE TABLE scout.layer_lock (
  layer text NOT NULL
);
CREATE TABLE scout.live_inbox (
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  bucket text NOT NULL,
  object_key text NOT NULL,
  etag text,
  size_bytes bigint,
  device_id text NOT NULL,
  arrived_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  due_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE scout.model_outbox (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reader text NOT NULL,
  store_id text,
  transaction_date date
);
CREATE TABLE scout.models (
  model_name text NOT NULL,
  layer text NOT NULL,
  position integer NOT NULL,
  about text NOT NULL,
  grain text[] NOT NULL,
  slice text[] NOT NULL,
  looks_back integer NOT NULL DEFAULT 0,
  every interval NOT NULL DEFAULT '00:00:00'::interval,
  query text NOT NULL,
  inputs text[] NOT NULL,
  columns jsonb NOT NULL,
  checks jsonb NOT NULL DEFAULT '[]'::jsonb,
  declaration_id bigint,
  state text NOT NULL DEFAULT 'building'::text,
  problem text,
  state_since timestamp with time zone NOT NULL DEFAULT now(),
  built boolean NOT NULL DEFAULT false,
  refreshed_at timestamp with time zone,
  due_at timestamp with time zone,
  phase text,
  slices bigint,
  shipped boolean NOT NULL GENERATED ALWAYS AS (((declaration_id IS NULL) AND (phase IS DISTINCT FROM 'beside'::text))) STORED,
  reads text[] NOT NULL DEFAULT '{*}'::text[]
);
CREATE TABLE scout.operator_actions (
  action_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT now(),
  operator text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  reason text,
  workflow_id text NOT NULL,
  outcome text NOT NULL DEFAULT 'asked'::text,
  detail text,
  ended_at timestamp with time zone
);
CREATE TABLE scout.payload_keys (
  key text NOT NULL,
  first_seen timestamp with time zone NOT NULL DEFAULT now(),
  count bigint NOT NULL,
  example_file uuid NOT NULL
);
CREATE TABLE scout.platinum_outbox (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  store_id text NOT NULL,
  transaction_date date NOT NULL
);
CREATE TABLE scout.platinum_store_features (
  store_id text NOT NULL,
  transaction_date date NOT NULL,
  avg_daily_transactions numeric(18,4),
  stddev_daily_transactions numeric(18,4),
  avg_daily_revenue numeric(22,4),
  ma7_transactions numeric(18,4),
  day_of_week smallint NOT NULL,
  weekend_avg numeric(18,4),
  weekday_avg numeric(18,4),
  last_updated timestamp with time zone NOT NULL DEFAULT now(),
  currency text
);
CREATE TABLE scout.refreshes (
  refresh_id uuid NOT NULL,
  reason text,
  started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamp with time zone,
  outcome text NOT NULL DEFAULT 'running'::text,
  silver_files bigint NOT NULL DEFAULT 0,
  silver_rows bigint NOT NULL DEFAULT 0,
  gold_rows bigint NOT NULL DEFAULT 0,
  platinum_rows bigint NOT NULL DEFAULT 0,
  failed_checks text,
  error text
);
CREATE TABLE scout.rejected_elements (
  file_id uuid NOT NULL,
  table_name text NOT NULL,
  record_no bigint NOT NULL,
  item_no integer NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  rejected_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE scout.rejected_records (
  file_id uuid NOT NULL,
  stage text NOT NULL,
  record_no bigint NOT NULL,
  byte_offset bigint,
  code text NOT NULL,
  message text NOT NULL,
  raw bytea,
  raw_text text,
  rejected_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE scout.settings_in_force (
  only_row boolean NOT NULL DEFAULT true,
  time_zone text NOT NULL,
  paths jsonb NOT NULL,
  set_at timestamp with time zone NOT NULL DEFAULT now(),
  readings jsonb NOT NULL DEFAULT '{}'::jsonb
);
CREATE TABLE scout.silver_edge_transactions (
  bronze_id uuid NOT NULL,
  device_id text NOT NULL,
  file_name text NOT NULL,
  transaction_id text NOT NULL,
  store_id text NOT NULL,
  transaction_timestamp timestamp with time zone NOT NULL,
  amount numeric(10,2),
  currency text,
  payment_method text,
  full_payload jsonb NOT NULL,
  ingested_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  file_id uuid NOT NULL,
  record_no bigint NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  transaction_date date NOT NULL,
  envelope jsonb,
  time_source text NOT NULL DEFAULT 'record'::text
);
CREATE TABLE scout.silver_superseded (
  bronze_id uuid NOT NULL,
  device_id text NOT NULL,
  file_name text NOT NULL,
  transaction_id text NOT NULL,
  store_id text NOT NULL,
  transaction_timestamp timestamp with time zone NOT NULL,
  amount numeric(10,2),
  currency text,
  payment_method text,
  full_payload jsonb NOT NULL,
  ingested_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  file_id uuid NOT NULL,
  record_no bigint NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  transaction_date date NOT NULL,
  envelope jsonb,
  time_source text NOT NULL DEFAULT 'record'::text,
  shares_id boolean NOT NULL DEFAULT false
);
CREATE TABLE scout.source_columns (
  table_name text NOT NULL,
  column_name text NOT NULL,
  type text NOT NULL
);
CREATE TABLE scout.sources (
  source_no bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  declared text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  applied_by text NOT NULL,
  filled_at timestamp with time zone,
  kept text
);
CREATE TABLE scout.sweep_turn (
  only_row boolean NOT NULL DEFAULT true,
  sweep_id uuid,
  seen_at timestamp with time zone,
  progress_at timestamp with time zone
);
CREATE TABLE scout.sweeps (
  sweep_id uuid NOT NULL,
  started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamp with time zone,
  listed bigint NOT NULL DEFAULT 0,
  unsupported bigint NOT NULL DEFAULT 0,
  handed_over bigint NOT NULL DEFAULT 0,
  resumed bigint NOT NULL DEFAULT 0,
  left_in_place text[] NOT NULL DEFAULT '{}'::text[],
  hidden bigint NOT NULL DEFAULT 0
);
CREATE TABLE scout.usage_counted (
  only_row boolean NOT NULL DEFAULT true,
  file_seq bigint NOT NULL
);
CREATE TABLE scout.usage_device_days (
  device_id text NOT NULL,
  day date NOT NULL,
  files bigint NOT NULL,
  bytes bigint NOT NULL,
  records bigint NOT NULL,
  rejected bigint NOT NULL,
  lost bigint NOT NULL,
  timed_files bigint NOT NULL,
  event_seconds double precision NOT NULL,
  gold_files bigint NOT NULL,
  gold_seconds double precision NOT NULL,
  gold_longest double precision
);
CREATE TABLE scout.usage_snapshots (
  kind text NOT NULL,
  name text NOT NULL,
  day date NOT NULL,
  taken_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  rows_written bigint,
  rows_read bigint,
  calls bigint,
  bytes bigint,
  disk_bytes bigint
);

-- constraints
ALTER TABLE scout.alert_message_alerts ADD CONSTRAINT alert_message_alerts_pkey PRIMARY KEY (message_id, alert_id);
ALTER TABLE scout.alert_messages ADD CONSTRAINT alert_messages_alerts_check CHECK ((alerts > 0));
ALTER TABLE scout.alert_messages ADD CONSTRAINT alert_messages_event_check CHECK ((event = ANY (ARRAY['opened'::text, 'reminded'::text, 'resolved'::text])));
ALTER TABLE scout.alert_messages ADD CONSTRAINT alert_messages_pkey PRIMARY KEY (message_id);
ALTER TABLE scout.alert_messages ADD CONSTRAINT alert_messages_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text])));
ALTER TABLE scout.alert_messages ADD CONSTRAINT alert_messages_still_open_check CHECK ((still_open >= 0));
ALTER TABLE scout.alerts ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);
ALTER TABLE scout.alerts ADD CONSTRAINT alerts_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text])));
ALTER TABLE scout.bronze_records ADD CONSTRAINT bronze_records_pkey PRIMARY KEY (id, created_at);
ALTER TABLE scout.bronze_records ADD CONSTRAINT bronze_records_record_no_check CHECK ((record_no >= 1));
ALTER TABLE scout.console_users ADD CONSTRAINT console_users_name_check CHECK ((name ~ '^[a-z0-9._@-]{1,64}$'::text));
ALTER TABLE scout.console_users ADD CONSTRAINT console_users_pkey PRIMARY KEY (name);
ALTER TABLE scout.console_users ADD CONSTRAINT console_users_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'operator'::text])));
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_blocking CHECK (((NOT blocking) OR (table_name ~ '^(scout\.)?(silver|gold|platinum)_'::text)));
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_check_name_key UNIQUE (check_name);
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_every_check CHECK ((every >= '00:00:00'::interval));
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_pkey PRIMARY KEY (id);
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_reads_below CHECK (((NOT blocking) OR (NOT (((table_name ~ '^(scout\.)?silver_'::text) AND ((check_query COLLATE "C") ~* '\m(gold_store|platinum_store)_'::text)) OR ((table_name ~ '^(scout\.)?gold_'::text) AND ((check_query COLLATE "C") ~* '\mplatinum_store_'::text))))));
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text])));
ALTER TABLE scout.data_quality_checks ADD CONSTRAINT data_quality_checks_walks_check CHECK ((walks = ANY (ARRAY['files'::text, 'silver'::text, 'gold'::text])));
ALTER TABLE scout.data_quality_results ADD CONSTRAINT data_quality_results_pkey PRIMARY KEY (id);
ALTER TABLE scout.declarations ADD CONSTRAINT declarations_files_check CHECK ((jsonb_typeof(files) = 'object'::text));
ALTER TABLE scout.declarations ADD CONSTRAINT declarations_pkey PRIMARY KEY (declaration_id);
ALTER TABLE scout.declared_tables ADD CONSTRAINT declared_tables_kind_check CHECK ((kind = ANY (ARRAY['model'::text, 'reference'::text, 'child'::text, 'beside'::text])));
ALTER TABLE scout.declared_tables ADD CONSTRAINT declared_tables_pkey PRIMARY KEY (table_name);
ALTER TABLE scout.files ADD CONSTRAINT files_file_seq_key UNIQUE (file_seq);
ALTER TABLE scout.files ADD CONSTRAINT files_loaded_adds_up CHECK ((records_loaded = (((((records_current + records_superseded) + records_unkeyed) + records_rejected_silver) + records_discarded) + records_pending)));
ALTER TABLE scout.files ADD CONSTRAINT files_never_loaded CHECK (((generation > 0) OR (records_loaded = 0)));
ALTER TABLE scout.files ADD CONSTRAINT files_pkey PRIMARY KEY (file_id);
ALTER TABLE scout.files ADD CONSTRAINT files_read_adds_up CHECK (((generation = 0) OR (records_read = (records_loaded + records_rejected))));
ALTER TABLE scout.files ADD CONSTRAINT files_status CHECK ((status = ANY (ARRAY['loading'::text, 'loaded'::text, 'archived'::text, 'quarantined'::text, 'discarded'::text, 'duplicate'::text, 'gone'::text])));
ALTER TABLE scout.files ADD CONSTRAINT files_version UNIQUE (bucket, object_key, etag);
ALTER TABLE scout.gold_outbox ADD CONSTRAINT gold_outbox_pkey PRIMARY KEY (id);
ALTER TABLE scout.gold_store_daily_summary ADD CONSTRAINT gold_store_daily_summary_pkey PRIMARY KEY (store_id, transaction_date);
ALTER TABLE scout.held_files ADD CONSTRAINT held_files_pkey PRIMARY KEY (file_id);
ALTER TABLE scout.layer_lock ADD CONSTRAINT layer_lock_pkey PRIMARY KEY (layer);
ALTER TABLE scout.live_inbox ADD CONSTRAINT live_inbox_pkey PRIMARY KEY (seq);
ALTER TABLE scout.live_inbox ADD CONSTRAINT live_inbox_size_bytes_check CHECK ((size_bytes >= 0));
ALTER TABLE scout.model_outbox ADD CONSTRAINT model_outbox_pkey PRIMARY KEY (id);
ALTER TABLE scout.models ADD CONSTRAINT models_check CHECK ((slice <@ grain));
ALTER TABLE scout.models ADD CONSTRAINT models_check1 CHECK (((state = 'held'::text) = (problem IS NOT NULL)));
ALTER TABLE scout.models ADD CONSTRAINT models_every_check CHECK ((every >= '00:00:00'::interval));
ALTER TABLE scout.models ADD CONSTRAINT models_grain_check CHECK ((cardinality(grain) > 0));
ALTER TABLE scout.models ADD CONSTRAINT models_layer_check CHECK ((layer = ANY (ARRAY['gold'::text, 'platinum'::text])));
ALTER TABLE scout.models ADD CONSTRAINT models_looks_back_check CHECK ((looks_back >= 0));
ALTER TABLE scout.models ADD CONSTRAINT models_phase_check CHECK ((phase = ANY (ARRAY['beside'::text, 'switching'::text])));
ALTER TABLE scout.models ADD CONSTRAINT models_pkey PRIMARY KEY (model_name);
ALTER TABLE scout.models ADD CONSTRAINT models_state_check CHECK ((state = ANY (ARRAY['building'::text, 'active'::text, 'held'::text])));
ALTER TABLE scout.operator_actions ADD CONSTRAINT operator_actions_outcome_check CHECK ((outcome = ANY (ARRAY['asked'::text, 'done'::text, 'refused'::text, 'failed'::text])));
ALTER TABLE scout.operator_actions ADD CONSTRAINT operator_actions_pkey PRIMARY KEY (action_id);
ALTER TABLE scout.payload_keys ADD CONSTRAINT payload_keys_pkey PRIMARY KEY (key);
ALTER TABLE scout.platinum_outbox ADD CONSTRAINT platinum_outbox_pkey PRIMARY KEY (id);
ALTER TABLE scout.platinum_store_features ADD CONSTRAINT platinum_store_features_pkey PRIMARY KEY (store_id, transaction_date);
ALTER TABLE scout.refreshes ADD CONSTRAINT refreshes_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text])));
ALTER TABLE scout.refreshes ADD CONSTRAINT refreshes_pkey PRIMARY KEY (refresh_id);
ALTER TABLE scout.rejected_elements ADD CONSTRAINT rejected_elements_pkey PRIMARY KEY (file_id, table_name, record_no, item_no);
ALTER TABLE scout.rejected_records ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (file_id, stage, record_no);
ALTER TABLE scout.rejected_records ADD CONSTRAINT rejected_records_record_no_check CHECK ((record_no >= 1));
ALTER TABLE scout.rejected_records ADD CONSTRAINT rejected_records_stage_check CHECK ((stage = ANY (ARRAY['bronze'::text, 'silver'::text])));
ALTER TABLE scout.settings_in_force ADD CONSTRAINT settings_in_force_only_row_check CHECK (only_row);
ALTER TABLE scout.settings_in_force ADD CONSTRAINT settings_in_force_pkey PRIMARY KEY (only_row);
ALTER TABLE scout.silver_edge_transactions ADD CONSTRAINT silver_edge_transactions_bronze_id_key UNIQUE (bronze_id);
ALTER TABLE scout.silver_edge_transactions ADD CONSTRAINT silver_edge_transactions_pkey PRIMARY KEY (transaction_id);
ALTER TABLE scout.silver_edge_transactions ADD CONSTRAINT silver_edge_transactions_time_source_check CHECK ((time_source = ANY (ARRAY['record'::text, 'upload'::text])));
ALTER TABLE scout.silver_superseded ADD CONSTRAINT silver_superseded_pkey PRIMARY KEY (bronze_id);
ALTER TABLE scout.silver_superseded ADD CONSTRAINT silver_superseded_time_source_check CHECK ((time_source = ANY (ARRAY['record'::text, 'upload'::text])));
ALTER TABLE scout.source_columns ADD CONSTRAINT source_columns_pkey PRIMARY KEY (table_name, column_name);
ALTER TABLE scout.sources ADD CONSTRAINT sources_pkey PRIMARY KEY (source_no);
ALTER TABLE scout.sweep_turn ADD CONSTRAINT sweep_turn_only_row_check CHECK (only_row);
ALTER TABLE scout.sweep_turn ADD CONSTRAINT sweep_turn_pkey PRIMARY KEY (only_row);
ALTER TABLE scout.sweeps ADD CONSTRAINT sweeps_pkey PRIMARY KEY (sweep_id);
ALTER TABLE scout.usage_counted ADD CONSTRAINT usage_counted_only_row_check CHECK (only_row);
ALTER TABLE scout.usage_counted ADD CONSTRAINT usage_counted_pkey PRIMARY KEY (only_row);
ALTER TABLE scout.usage_device_days ADD CONSTRAINT usage_device_days_pkey PRIMARY KEY (day, device_id);
ALTER TABLE scout.usage_snapshots ADD CONSTRAINT usage_snapshots_kind_check CHECK ((kind = ANY (ARRAY['table'::text, 'role'::text, 'database'::text])));
ALTER TABLE scout.usage_snapshots ADD CONSTRAINT usage_snapshots_pkey PRIMARY KEY (kind, name, day);
ALTER TABLE scout.models ADD CONSTRAINT models_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES scout.declarations(declaration_id);
ALTER TABLE scout.models ADD CONSTRAINT models_model_name_fkey FOREIGN KEY (model_name) REFERENCES scout.declared_tables(table_name);

-- indexes
CREATE INDEX alert_message_alerts_ended ON scout.alert_message_alerts USING btree (ended_by);
CREATE INDEX alert_message_alerts_of_alert ON scout.alert_message_alerts USING btree (alert_id);
CREATE INDEX alert_message_alerts_running ON scout.alert_message_alerts USING btree (message_id) WHERE (ended_by IS NULL);
CREATE INDEX alert_messages_latest ON scout.alert_messages USING btree (target, kind, created_at);
CREATE INDEX alert_messages_waiting ON scout.alert_messages USING btree (due_at) WHERE ((sent_at IS NULL) AND (dropped_at IS NULL));
CREATE UNIQUE INDEX alerts_open ON scout.alerts USING btree (fingerprint) WHERE (resolved_at IS NULL);
CREATE INDEX alerts_to_post ON scout.alerts USING btree (id) WHERE ((posted_open_at IS NULL) OR ((resolved_at IS NOT NULL) AND (posted_resolved_at IS NULL)));
CREATE INDEX bronze_records_file ON scout.bronze_records USING btree (file_id, record_no);
CREATE INDEX bronze_records_without_data ON scout.bronze_records USING btree (file_id) WHERE (raw_data IS NULL);
CREATE INDEX data_quality_results_executed ON scout.data_quality_results USING btree (executed_at);
CREATE INDEX data_quality_results_of_check ON scout.data_quality_results USING btree (check_name, executed_at);
CREATE UNIQUE INDEX files_content ON scout.files USING btree (bucket, object_key, sha256, size_bytes) WHERE (generation > 0);
CREATE INDEX files_lost ON scout.files USING btree (file_seq) WHERE (records_lost > 0);
CREATE INDEX files_of_device ON scout.files USING btree (device_id, uploaded_at);
CREATE INDEX files_of_key ON scout.files USING btree (bucket, object_key, uploaded_at);
CREATE INDEX files_overridden ON scout.files USING btree (uploaded_at) WHERE (records_overridden > 0);
CREATE INDEX files_put_aside ON scout.files USING btree (status, file_seq) WHERE (status = ANY (ARRAY['quarantined'::text, 'discarded'::text, 'duplicate'::text, 'gone'::text]));
CREATE INDEX files_quarantined ON scout.files USING btree (quarantined_at) WHERE (status = 'quarantined'::text);
CREATE INDEX files_settled ON scout.files USING btree (settled_at);
CREATE INDEX files_unfinished ON scout.files USING btree (updated_at) WHERE (status = ANY (ARRAY['loading'::text, 'loaded'::text]));
CREATE INDEX files_waiting ON scout.files USING btree (file_seq) WHERE waits_for_silver;
CREATE INDEX gold_store_daily_summary_day ON scout.gold_store_daily_summary USING btree (transaction_date);
CREATE INDEX gold_store_daily_summary_mixed ON scout.gold_store_daily_summary USING btree (last_updated) WHERE (other_currency_transactions > 0);
CREATE INDEX gold_store_daily_summary_negative ON scout.gold_store_daily_summary USING btree (store_id) WHERE (total_revenue < (0)::numeric);
CREATE INDEX gold_store_daily_summary_updated ON scout.gold_store_daily_summary USING btree (last_updated);
CREATE INDEX live_inbox_of_key ON scout.live_inbox USING btree (bucket, object_key, seq);
CREATE INDEX model_outbox_of_reader ON scout.model_outbox USING btree (reader, id);
CREATE INDEX operator_actions_asked ON scout.operator_actions USING btree (asked_at, action_id);
CREATE INDEX operator_actions_subject ON scout.operator_actions USING btree (subject, asked_at);
CREATE INDEX idx_plat_store_features ON scout.platinum_store_features USING btree (store_id);
CREATE INDEX refreshes_running ON scout.refreshes USING btree (started_at) WHERE (outcome = 'running'::text);
CREATE INDEX refreshes_started ON scout.refreshes USING btree (started_at);
CREATE INDEX silver_edge_transactions_created ON scout.silver_edge_transactions USING btree (created_at);
CREATE INDEX silver_edge_transactions_file ON scout.silver_edge_transactions USING btree (file_id);
CREATE INDEX silver_edge_transactions_store_day ON scout.silver_edge_transactions USING btree (store_id, transaction_date);
CREATE INDEX silver_superseded_file ON scout.silver_superseded USING btree (file_id);
CREATE INDEX silver_superseded_shares_id ON scout.silver_superseded USING btree (device_id, transaction_id) WHERE shares_id;
CREATE INDEX silver_superseded_transaction ON scout.silver_superseded USING btree (transaction_id);
CREATE INDEX sweeps_finished ON scout.sweeps USING btree (finished_at);
CREATE INDEX sweeps_started ON scout.sweeps USING btree (started_at);

-- functions
CREATE OR REPLACE FUNCTION scout.add_source_column(target text, name text, type text, about text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  place text;
BEGIN
  IF target <> 'silver_edge_transactions'
     AND NOT EXISTS (SELECT FROM scout.source_columns held WHERE held.table_name = target) THEN
    RAISE EXCEPTION '% is no table of the source', target USING ERRCODE = 'undefined_table';
  END IF;
  PERFORM scout.require_source_column(target, name, type);
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', place, name, type);
    EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', place, name, about);
  END LOOP;
  INSERT INTO scout.source_columns VALUES (target, name, type);
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
  PERFORM scout.grant_source_tables();
END
$function$
;
CREATE OR REPLACE FUNCTION scout.alert_subject(device_id text, object_key text, prefix text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT CASE
           WHEN coalesce(device_id, 'unknown') IN ('unknown', 'several')
           THEN regexp_replace(CASE WHEN starts_with(object_key, prefix)
                                    THEN substr(object_key, length(prefix) + 1)
                                    ELSE object_key END, '[0-9]', '9', 'g')
           ELSE device_id
         END
$function$
;
CREATE OR REPLACE FUNCTION scout.bronze_kept(created_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT to_regclass('scout.bronze_edge_raw_' || to_char(created_at AT TIME ZONE 'UTC', 'YYYY_MM'))
         IS NOT NULL
$function$
;
CREATE OR REPLACE FUNCTION scout.check_again()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('scout.check_again', true), ''), '1000')::bigint
$function$
;
CREATE OR REPLACE FUNCTION scout.check_gold_matches_silver()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'scout', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_memoize TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  from_here timestamptz := unchecked_since('gold_matches_silver');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('gold_matches_silver');
  look_again bigint := check_again();
  part bigint := check_part();
  newest record;
  records bigint := 0;
  stores text[];
  days date[];
  wrong bigint;
BEGIN
  FOR newest IN
    SELECT store_id, transaction_date, transaction_count, last_updated
      FROM gold_store_daily_summary
     ORDER BY last_updated DESC, store_id, transaction_date LIMIT look_again
  LOOP
    records := records + newest.transaction_count;
    EXIT WHEN records > look_again;
    IF newest.last_updated < seen_before THEN
      stores := stores || newest.store_id;
      days := days || newest.transaction_date;
    END IF;
  END LOOP;

  WITH due AS (
    SELECT store_id, transaction_date
      FROM gold_store_daily_summary
     WHERE last_updated >= from_here AND last_updated < to_there
       AND check_part_of(store_id, transaction_date) = part
     UNION
    -- where silver changed and gold has not written since
    SELECT changed.store_id, changed.transaction_date
      FROM (SELECT store_id, transaction_date, max(created_at) AS changed_at
              FROM silver_edge_transactions
             WHERE created_at >= from_here AND created_at < to_there AND part = 0
             GROUP BY store_id, transaction_date
            OFFSET 0) changed
      LEFT JOIN LATERAL (
           SELECT last_updated FROM gold_store_daily_summary
            WHERE (store_id, transaction_date) >= (changed.store_id, changed.transaction_date)
              AND (store_id, transaction_date) <= (changed.store_id, changed.transaction_date)
           OFFSET 0) written ON true
     WHERE (written.last_updated >= changed.changed_at) IS NOT TRUE
     UNION
    SELECT store_id, transaction_date
      FROM unnest(stores, days) AS again (store_id, transaction_date)
     UNION
    SELECT day.store_id, day.transaction_date
      FROM (SELECT DISTINCT store_id, transaction_date
              FROM (SELECT store_id, transaction_date, created_at
                      FROM silver_edge_transactions
                     ORDER BY created_at DESC LIMIT look_again) newest
             WHERE created_at < seen_before) day
      LEFT JOIN LATERAL (
           SELECT store_id FROM gold_store_daily_summary
            WHERE (store_id, transaction_date) >= (day.store_id, day.transaction_date)
              AND (store_id, transaction_date) <= (day.store_id, day.transaction_date)
           OFFSET 0) held ON true
     WHERE held.store_id IS NULL)
  SELECT count(*)
    INTO wrong
    FROM due
    LEFT JOIN LATERAL (
         SELECT transaction_count, total_revenue, currency
           FROM gold_store_daily_summary
          WHERE (store_id, transaction_date) >= (due.store_id, due.transaction_date)
            AND (store_id, transaction_date) <= (due.store_id, due.transaction_date)
         OFFSET 0) g ON true
   CROSS JOIN LATERAL (
         SELECT count(*) AS transactions,
                sum(amount) FILTER (WHERE currency IS NOT DISTINCT FROM g.currency) AS revenue
           FROM silver_edge_transactions
          WHERE store_id = due.store_id AND transaction_date = due.transaction_date
         OFFSET 0) s
   WHERE (coalesce(g.transaction_count, 0), g.total_revenue)
         IS DISTINCT FROM (s.transactions, s.revenue)
     AND NOT EXISTS (SELECT FROM gold_outbox waits
                      WHERE waits.store_id = due.store_id
                        AND waits.transaction_date = due.transaction_date);
  RETURN wrong;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.check_key_uniqueness()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'scout', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_memoize TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  from_here timestamptz := unchecked_since('key_uniqueness');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('key_uniqueness');
  look_again bigint := check_again();
  unguarded boolean;
  wrong bigint;
BEGIN
  SELECT NOT EXISTS (
         SELECT FROM pg_index i
           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
          WHERE i.indrelid = 'scout.silver_edge_transactions'::regclass
            AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indpred IS NULL
            AND a.attname = 'transaction_id')
    INTO unguarded;
  WITH due AS (
    SELECT ctid AS place, transaction_id, bronze_id
      FROM silver_edge_transactions
     WHERE created_at >= from_here AND created_at < to_there
     UNION ALL
    SELECT place, transaction_id, bronze_id
      FROM (SELECT ctid AS place, transaction_id, bronze_id, created_at
              FROM silver_edge_transactions
             ORDER BY created_at DESC LIMIT look_again) newest
     WHERE created_at < seen_before)
  SELECT count(*)
    INTO wrong
    FROM due
   WHERE EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = due.bronze_id)
      OR unguarded
         AND EXISTS (SELECT FROM silver_edge_transactions other
                      WHERE other.transaction_id = due.transaction_id AND other.ctid <> due.place);
  RETURN wrong;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.check_part()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('scout.check_part', true), ''), '0')::bigint
$function$
;
CREATE OR REPLACE FUNCTION scout.check_part_of(store_id text, day date)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT abs(hashtextextended(store_id, day - date '2000-01-01')
             % coalesce(nullif(current_setting('scout.check_parts', true), ''), '1')::bigint)
$function$
;
CREATE OR REPLACE FUNCTION scout.check_row_accounting()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'scout', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_memoize TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  from_here timestamptz := unchecked_since('row_accounting');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('row_accounting');
  look_again bigint := check_again();
  newest record;
  records bigint := 0;
  again uuid[];
  due uuid[];
  earliest timestamptz;
  latest timestamptz;
  wrong bigint;
BEGIN
  FOR newest IN
    SELECT file_id, settled_at, records_loaded
      FROM files WHERE settled_at IS NOT NULL
     ORDER BY settled_at DESC, file_id LIMIT look_again
  LOOP
    records := records + newest.records_loaded + 1;
    EXIT WHEN records > look_again;
    IF newest.settled_at < seen_before THEN
      again := again || newest.file_id;
    END IF;
  END LOOP;

  SELECT array_agg(f.file_id), min(f.bronze_created_at), max(f.bronze_created_at)
    INTO due, earliest, latest
    FROM (SELECT file_id FROM files WHERE settled_at >= from_here AND settled_at < to_there
           UNION
          SELECT file_id FROM unnest(again) AS newest (file_id)) each
   CROSS JOIN LATERAL (
         SELECT file_id, bronze_created_at FROM files
          WHERE file_id = each.file_id AND silver_generation IS NOT DISTINCT FROM generation
         OFFSET 0) f;

  SELECT count(*)
    INTO wrong
    FROM unnest(due) AS each (file_id)
   CROSS JOIN LATERAL (SELECT * FROM files WHERE file_id = each.file_id OFFSET 0) f
   CROSS JOIN LATERAL (
         SELECT count(b.id) AS loaded, count(s.bronze_id) AS winners,
                count(*) FILTER (WHERE b.id = s.bronze_id) AS traced
           FROM (SELECT id, record_no
                   FROM bronze_records
                  WHERE file_id = f.file_id AND created_at = f.bronze_created_at
                    -- months of no file are not even opened
                    AND created_at BETWEEN earliest AND latest
                 OFFSET 0) b
           FULL JOIN (SELECT bronze_id, record_no
                        FROM silver_edge_transactions WHERE file_id = f.file_id OFFSET 0) s
             ON s.bronze_id = b.id AND s.record_no = b.record_no) held
   CROSS JOIN LATERAL (
         SELECT count(*) AS losers FROM silver_superseded WHERE file_id = f.file_id) superseded
   CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE stage = 'bronze') AS bronze,
                count(*) FILTER (WHERE stage = 'silver') AS silver
           FROM rejected_records WHERE file_id = f.file_id) rejects
   WHERE (f.records_current, f.records_superseded, f.records_rejected_silver, f.records_rejected)
         IS DISTINCT FROM
         (held.winners, superseded.losers, rejects.silver, rejects.bronze)
         -- a month that was retired has no rows left to count
      OR bronze_kept(f.bronze_created_at)
         AND (f.records_loaded, f.records_current) IS DISTINCT FROM (held.loaded, held.traced);
  RETURN wrong;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.checked_before(name text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('scout.check_began', true), '')::timestamptz,
                  nullif(current_setting('scout.check_since', true), '')::timestamptz,
                  (SELECT covered_until FROM scout.data_quality_checks WHERE check_name = name),
                  '-infinity')
$function$
;
CREATE OR REPLACE FUNCTION scout.close_model(name text, about text, columns jsonb, grain text[], slice text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
DECLARE
  held scout.declared_tables;
  given record;
BEGIN
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  FOR given IN
    SELECT old.c ->> 'name' AS column_name
      FROM jsonb_array_elements(held.columns) AS old (c)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(columns) AS new (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name' AND new.c ->> 'type' = old.c ->> 'type')
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  FOR given IN
    SELECT a.attname AS present, c.c ->> 'name' AS column_name
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS c (c, n)
      JOIN pg_attribute a ON a.attrelid = format('scout.%I', name)::regclass
                         AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE scout.%I RENAME COLUMN %I TO %I', name, given.present, given.column_name);
  END LOOP;
  IF to_regclass(format('scout.%I', 'next_' || name || '_key')) IS NOT NULL THEN
    EXECUTE format('ALTER TABLE scout.%I REPLICA IDENTITY DEFAULT, ADD CONSTRAINT %I %s USING INDEX %I',
                   name, name || '_grain', CASE WHEN grain <@ slice THEN 'PRIMARY KEY' ELSE 'UNIQUE' END,
                   'next_' || name || '_key');
  END IF;
  -- with other words, make_declared takes the form for a new one, and brings it to its end
  UPDATE scout.declared_tables t
     SET about = close_model.about || ' ', grain = close_model.grain, slice = close_model.slice, columns = close_model.columns
   WHERE t.table_name = name;
  PERFORM scout.make_declared('model', name, about, columns, grain, slice);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.counted_since(before bigint, after bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT CASE WHEN after >= before THEN after - before WHEN before IS NOT NULL THEN after END
$function$
;
CREATE OR REPLACE FUNCTION scout.declare_beside(name text, columns jsonb, grain text[], slice text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
DECLARE
  beside text := 'next_' || name;
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
  named text[] := ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c);
  given record;
BEGIN
  IF name IS NULL OR columns IS NULL OR grain IS NULL OR slice IS NULL OR cardinality(named) = 0 THEN
    RAISE EXCEPTION 'a table beside needs a name, columns, a grain and a slice'
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  IF length(name) > 48 OR name COLLATE "C" !~ '^(gold|platinum|ref)_[a-z0-9_]+$' THEN
    RAISE EXCEPTION 'no model and no reference data can be named %', quote_literal(name)
      USING ERRCODE = 'invalid_name';
  END IF;
  PERFORM scout.require_names(named || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  IF NOT (grain <@ named AND slice <@ grain) THEN
    RAISE EXCEPTION 'the grain of % must be of its columns, its slice of its grain', name
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF EXISTS (SELECT FROM scout.declared_tables t WHERE t.table_name = beside) THEN
    PERFORM scout.unmake_declared('beside', beside);
  END IF;
  EXECUTE format('CREATE TABLE scout.%I (last_updated timestamptz NOT NULL DEFAULT now())', beside);
  FOR given IN SELECT c ->> 'name' AS column_name, c ->> 'type' AS type
                 FROM jsonb_array_elements(columns) WITH ORDINALITY AS u (c, n) ORDER BY n
  LOOP
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s %s', beside, given.column_name, given.type,
                   CASE WHEN given.column_name = ANY (slice) THEN 'NOT NULL' END);
  END LOOP;
  IF cardinality(grain) > 0 THEN
    EXECUTE format(
      'ALTER TABLE scout.%I ADD CONSTRAINT %I UNIQUE NULLS NOT DISTINCT (%s)', beside,
      beside || '_grain',
      (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key) WITH ORDINALITY AS u (k, n)));
  END IF;
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', beside,
                 'What ' || name || ' will hold; an application of a declaration computes it.');
  PERFORM scout.grant_declared(beside);
  INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
  VALUES (beside, 'beside', '', declare_beside.grain, declare_beside.slice, declare_beside.columns);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.declare_checks(name text, checks jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  DELETE FROM scout.data_quality_checks c
   WHERE c.model_name = name
     AND c.check_name NOT IN (SELECT name || '.' || (given ->> 'name')
                                FROM jsonb_array_elements(checks) AS given);
  INSERT INTO scout.data_quality_checks AS c
    (check_name, table_name, check_query, severity, blocking, model_name)
  SELECT m.model_name || '.' || (given ->> 'name'), m.model_name, given ->> 'query', 'warning',
         (given ->> 'blocking')::boolean, m.model_name
    FROM scout.models m
   CROSS JOIN jsonb_array_elements(declare_checks.checks) AS given
   WHERE m.model_name = name
  ON CONFLICT (check_name) DO UPDATE
    SET check_query = excluded.check_query, blocking = excluded.blocking
  WHERE c.model_name = name;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.declare_model(name text, about text, columns jsonb, grain text[], slice text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
BEGIN
  PERFORM scout.make_declared('model', name, about, columns, grain, slice);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.declare_reference(name text, about text, columns jsonb, grain text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
BEGIN
  PERFORM scout.make_declared('reference', name, about, columns, grain, '{}');
END
$function$
;
CREATE OR REPLACE FUNCTION scout.drop_beside(name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
BEGIN
  PERFORM scout.unmake_declared('beside', 'next_' || name);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.drop_child_table(name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  DELETE FROM scout.source_columns held
   WHERE held.table_name = name AND held.table_name <> 'silver_edge_transactions';
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is no child table', name USING ERRCODE = 'undefined_table';
  END IF;
  DELETE FROM scout.declared_tables held WHERE held.table_name = name;
  EXECUTE format('DROP TABLE scout.%I', name);
  DELETE FROM scout.rejected_elements held WHERE held.table_name = name;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.drop_model(name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
BEGIN
  PERFORM scout.unmake_declared('model', name);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.drop_reference(name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
BEGIN
  PERFORM scout.unmake_declared('reference', name);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.drop_source_column(target text, name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  place text;
BEGIN
  DELETE FROM scout.source_columns held
   WHERE held.table_name = target AND held.column_name = name;
  IF NOT FOUND THEN
    RAISE EXCEPTION '%.% is no column of the source', target, name
      USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', place, name);
  END LOOP;
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.ensure_partition(month date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  lower_bound text := to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00';
  upper_bound text := to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
BEGIN
  IF to_regclass('scout.' || partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  -- Read from the catalog: to_regclass may still remember that it found nothing above.
  IF EXISTS (SELECT FROM pg_catalog.pg_class
              WHERE relname = partition AND relnamespace = 'scout'::regnamespace) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE scout.%I (LIKE scout.bronze_records INCLUDING DEFAULTS '
    'INCLUDING CONSTRAINTS)', partition);
  EXECUTE format('ALTER TABLE scout.%I ADD CONSTRAINT %I CHECK (created_at >= %L AND '
    'created_at < %L)', partition, partition || '_month', lower_bound, upper_bound);
  EXECUTE format('ALTER TABLE scout.bronze_records ATTACH PARTITION scout.%I FOR VALUES '
    'FROM (%L) TO (%L)', partition, lower_bound, upper_bound);
  RETURN true;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.grant_declared(name text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON scout.%I TO scout_transform', name);
  EXECUTE format('GRANT SELECT ON scout.%I TO scout_reader, scout_watch, scout_check, scout_console',
                 name);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.grant_source_tables()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  declared record;
BEGIN
  FOR declared IN
    SELECT DISTINCT table_name FROM scout.source_columns
     WHERE table_name <> 'silver_edge_transactions'
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON scout.%I TO scout_transform',
                   declared.table_name);
    EXECUTE format('GRANT SELECT ON scout.%I TO scout_reader, scout_watch, scout_check,'
                   ' scout_console', declared.table_name);
  END LOOP;
  FOR declared IN
    SELECT column_name FROM scout.source_columns WHERE table_name = 'silver_edge_transactions'
  LOOP
    EXECUTE format('GRANT UPDATE (%I) ON scout.silver_superseded TO scout_transform',
                   declared.column_name);
  END LOOP;
  -- whoever fills tables again makes room in them; before PostgreSQL 17 only their owner may
  IF current_setting('server_version_num')::int >= 170000 THEN
    FOR declared IN
      SELECT 'silver_edge_transactions' AS table_name
       UNION
      SELECT 'silver_superseded'
       UNION
      SELECT table_name FROM scout.source_columns
    LOOP
      EXECUTE format('GRANT MAINTAIN ON scout.%I TO scout_transform', declared.table_name);
    END LOOP;
  END IF;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.index_model(name text, columns jsonb, grain text[], slice text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
DECLARE
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
BEGIN
  IF NOT EXISTS (SELECT FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model') THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  IF EXISTS (SELECT FROM pg_constraint
              WHERE conrelid = format('scout.%I', name)::regclass AND conname = name || '_grain') THEN
    RETURN;
  END IF;
  EXECUTE format('DROP INDEX IF EXISTS scout.%I', 'next_' || name || '_key');
  EXECUTE format(
    'CREATE UNIQUE INDEX %I ON scout.%I (%s) %s', 'next_' || name || '_key', name,
    (SELECT string_agg(quote_ident(coalesce(
              (SELECT 'NEXT_' || c.n
                 FROM jsonb_array_elements(columns) WITH ORDINALITY AS c (c, n)
                 JOIN pg_attribute a ON a.attrelid = format('scout.%I', name)::regclass
                                    AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
                WHERE c.c ->> 'name' = k), k)), ', ' ORDER BY n)
       FROM unnest(key) WITH ORDINALITY AS u (k, n)),
    CASE WHEN NOT grain <@ slice THEN 'NULLS NOT DISTINCT' END);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.keep_earlier_requests()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.earlier_requests := (OLD.request_id || OLD.earlier_requests)[1:8];
  RETURN NEW;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.make_child_table(name text, columns text[], types text[], about text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  position integer;
BEGIN
  IF name IS NULL OR name !~ '^silver_[a-z0-9_]{1,41}$' THEN
    RAISE EXCEPTION '% can''t be the name of a child table', name USING ERRCODE = 'invalid_name';
  END IF;
  IF to_regclass(format('scout.%I', name)) IS NOT NULL
     OR EXISTS (SELECT FROM scout.declared_tables held WHERE held.table_name = name) THEN
    RAISE EXCEPTION 'There is a table % already', name USING ERRCODE = 'duplicate_table';
  END IF;
  IF coalesce(cardinality(columns), 0) < 1 OR cardinality(columns) <> cardinality(types) THEN
    RAISE EXCEPTION '% has no columns', name USING ERRCODE = 'invalid_table_definition';
  END IF;
  EXECUTE format('CREATE TABLE scout.%I ('
                 ' transaction_id text NOT NULL,'
                 ' store_id text NOT NULL,'
                 ' transaction_date date NOT NULL,'
                 ' item_no integer NOT NULL,'
                 ' PRIMARY KEY (transaction_id, item_no))', name);
  EXECUTE format('CREATE INDEX ON scout.%I (store_id, transaction_date)', name);
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', name, about);
  EXECUTE format('COMMENT ON COLUMN scout.%I.transaction_id IS %L', name,
                 'The record, as in silver_edge_transactions.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.store_id IS %L', name, 'The record''s store.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.transaction_date IS %L', name, 'The record''s day.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.item_no IS %L', name,
                 'The element''s place in the list, from 1.');
  FOR position IN 1 .. cardinality(columns) LOOP
    PERFORM scout.require_source_column(name, columns[position], types[position]);
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, columns[position],
                   types[position]);
    INSERT INTO scout.source_columns VALUES (name, columns[position], types[position]);
  END LOOP;
  PERFORM scout.register_child(name);
  PERFORM scout.grant_source_tables();
END
$function$
;
CREATE OR REPLACE FUNCTION scout.make_declared(kind text, name text, about text, columns jsonb, grain text[], slice text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  held scout.declared_tables;
  given record;
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
  named text[] := ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c);
  never_null text[] := slice || ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c
                                       WHERE c -> 'not_null' = 'true');
BEGIN
  IF kind IS NULL OR name IS NULL OR about IS NULL OR columns IS NULL OR grain IS NULL OR slice IS NULL
     OR cardinality(named) = 0 THEN
    RAISE EXCEPTION 'a declared table needs a name, columns, a grain and a slice'
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  PERFORM scout.require_names(named || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  IF NOT (grain <@ named AND slice <@ grain)
     OR cardinality(named) <> (SELECT count(DISTINCT n) FROM unnest(named) AS n)
     OR cardinality(grain) <> (SELECT count(DISTINCT n) FROM unnest(grain) AS n) THEN
    RAISE EXCEPTION 'the grain of % must be of its columns, its slice of its grain, each once', name
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF length(name) > 48
     OR name COLLATE "C" !~ (CASE kind WHEN 'model' THEN '^(gold|platinum)_[a-z0-9_]+$'
                                       WHEN 'reference' THEN '^ref_[a-z0-9_]+$'
                                       WHEN 'child' THEN '^silver_[a-z0-9_]+$' END) THEN
    RAISE EXCEPTION 'a % can''t be named %', kind, quote_literal(name)
      USING ERRCODE = 'invalid_name';
  END IF;
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name FOR UPDATE;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM pg_class
                WHERE relnamespace = 'scout'::regnamespace
                  AND relname IN (name, name || '_grain', name || '_outbox'))
       OR EXISTS (SELECT FROM pg_type
                   WHERE typnamespace = 'scout'::regnamespace AND typname = name) THEN
      RAISE EXCEPTION 'the name % is taken', name USING ERRCODE = 'duplicate_table';
    END IF;
    EXECUTE format('CREATE TABLE scout.%I (last_updated timestamptz NOT NULL DEFAULT now())', name);
    PERFORM scout.grant_declared(name);
    held := (name, kind, about, '{}', '{}', '[]', now(), NULL);
  ELSIF held.kind <> kind THEN
    RAISE EXCEPTION 'the name % is taken', name USING ERRCODE = 'duplicate_table';
  ELSIF (held.about, held.grain, held.slice, held.columns) = (about, grain, slice, columns) THEN
    RETURN;
  ELSIF held.shipped IS NOT NULL
        AND NOT (held.shipped <@ columns AND held.grain = grain AND held.slice = slice) THEN
    RAISE EXCEPTION '% must keep the columns, grain and slice that Scout gives it', name
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF (held.grain, held.slice) IS DISTINCT FROM (grain, slice)
     OR EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                  JOIN jsonb_array_elements(columns) AS new (c) ON new.c ->> 'name' = old.c ->> 'name'
                 WHERE new.c ->> 'name' = ANY (grain) AND new.c ->> 'type' <> old.c ->> 'type') THEN
    EXECUTE format('ALTER TABLE scout.%I DROP CONSTRAINT IF EXISTS %I, REPLICA IDENTITY DEFAULT', name,
                   name || '_grain');
    EXECUTE format('DELETE FROM scout.%I', name);
  END IF;

  FOR given IN
    SELECT old.c ->> 'name' AS column_name
      FROM jsonb_array_elements(held.columns) AS old (c)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(columns) AS new (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name'
                          AND new.c ->> 'type' = old.c ->> 'type')
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  FOR given IN
    SELECT new.c ->> 'name' AS column_name, new.c ->> 'type' AS type, new.c ->> 'about' AS about,
           NOT EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name'
                          AND new.c ->> 'type' = old.c ->> 'type') AS fresh
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS new (c, n)
     ORDER BY n
  LOOP
    IF given.fresh THEN
      EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, given.column_name, given.type);
    END IF;
    -- Scout's own columns keep their words
    IF held.shipped IS NULL THEN
      EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', name, given.column_name, given.about);
    END IF;
  END LOOP;
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', name, about);
  EXECUTE format('COMMENT ON COLUMN scout.%I.last_updated IS %L', name,
                 'When a value of the row last changed.');

  IF cardinality(grain) > 0 AND held.shipped IS NULL
     AND NOT EXISTS (SELECT FROM pg_constraint
                      WHERE conrelid = format('scout.%I', name)::regclass
                        AND conname = name || '_grain') THEN
    EXECUTE format(
      'ALTER TABLE scout.%I ADD CONSTRAINT %I %s (%s)', name, name || '_grain',
      CASE WHEN grain <@ never_null THEN 'PRIMARY KEY' ELSE 'UNIQUE NULLS NOT DISTINCT' END,
      (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key) WITH ORDINALITY AS u (k, n)));
  END IF;
  -- each only where it changes something, since it waits for all readers
  FOR given IN
    SELECT attname AS column_name
      FROM pg_attribute
     WHERE attrelid = format('scout.%I', name)::regclass AND attname = ANY (slice) AND NOT attnotnull
  LOOP
    EXECUTE format('ALTER TABLE scout.%I ALTER %I SET NOT NULL', name, given.column_name);
  END LOOP;
  -- without a key, a publication would refuse its UPDATEs and DELETEs
  IF EXISTS (SELECT FROM pg_class
              WHERE oid = format('scout.%I', name)::regclass AND relreplident <> 'f')
     AND NOT EXISTS (SELECT FROM pg_constraint
                      WHERE conrelid = format('scout.%I', name)::regclass AND contype = 'p') THEN
    EXECUTE format('ALTER TABLE scout.%I REPLICA IDENTITY FULL', name);
  END IF;

  INSERT INTO scout.declared_tables AS t (table_name, kind, about, grain, slice, columns)
  VALUES (name, make_declared.kind, make_declared.about, make_declared.grain, make_declared.slice,
          make_declared.columns)
  ON CONFLICT (table_name) DO UPDATE
    SET about = excluded.about, grain = excluded.grain, slice = excluded.slice,
        columns = excluded.columns, made_at = excluded.made_at
  WHERE (t.about, t.grain, t.slice, t.columns)
        IS DISTINCT FROM (excluded.about, excluded.grain, excluded.slice, excluded.columns);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.open_model(name text, columns jsonb, grain text[], slice text[])
 RETURNS TABLE(declared text, present text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '300ms'
AS $function$
#variable_conflict use_variable
DECLARE
  held scout.declared_tables;
  given record;
BEGIN
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  PERFORM scout.require_names(ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c)
                              || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  -- before anything is changed, since nothing could be ended then
  IF EXISTS (
    SELECT FROM pg_depend d
      JOIN pg_rewrite r ON r.oid = d.objid
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = format('scout.%I', name)::regclass
       AND d.refclassid = 'pg_class'::regclass AND a.attname <> 'last_updated'
       AND NOT EXISTS (
           SELECT FROM jsonb_array_elements(columns) AS new (c)
             JOIN jsonb_array_elements(held.columns) AS old (c) ON new.c ->> 'name' = old.c ->> 'name'
              AND new.c ->> 'type' = old.c ->> 'type'
            WHERE new.c ->> 'name' = a.attname)) THEN
    RAISE EXCEPTION 'a view reads a column of % that goes', name
      USING ERRCODE = 'dependent_objects_still_exist';
  END IF;
  -- what an application left that was not finished
  FOR given IN
    SELECT a.attname AS column_name
      FROM pg_attribute a
     WHERE a.attrelid = format('scout.%I', name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attname <> 'last_updated'
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS c
                        WHERE c ->> 'name' = a.attname)
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  IF (held.grain, held.slice) IS DISTINCT FROM (grain, slice)
     OR EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                  JOIN jsonb_array_elements(columns) AS new (c) ON new.c ->> 'name' = old.c ->> 'name'
                 WHERE new.c ->> 'name' = ANY (grain) AND new.c ->> 'type' <> old.c ->> 'type') THEN
    EXECUTE format('ALTER TABLE scout.%I DROP CONSTRAINT IF EXISTS %I, REPLICA IDENTITY FULL', name,
                   name || '_grain');
    FOR given IN
      SELECT a.attname AS column_name
        FROM pg_attribute a
       WHERE a.attrelid = format('scout.%I', name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attnotnull AND a.attname <> 'last_updated'
    LOOP
      EXECUTE format('ALTER TABLE scout.%I ALTER %I DROP NOT NULL', name, given.column_name);
    END LOOP;
  END IF;
  FOR given IN
    SELECT new.c ->> 'name' AS column_name, new.c ->> 'type' AS type, n,
           (SELECT old.c ->> 'type' FROM jsonb_array_elements(held.columns) AS old (c)
             WHERE old.c ->> 'name' = new.c ->> 'name') AS before
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS new (c, n)
     ORDER BY n
  LOOP
    declared := given.column_name;
    present := CASE WHEN given.before <> given.type THEN 'NEXT_' || given.n ELSE given.column_name END;
    IF given.before IS DISTINCT FROM given.type THEN
      EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, present, given.type);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.register_child(name text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
  SELECT name, 'child', coalesce(obj_description(c.oid, 'pg_class'), ''),
         '{transaction_id,item_no}', '{store_id,transaction_date}',
         (SELECT jsonb_agg(jsonb_build_object('name', a.attname,
                                              'type', format_type(a.atttypid, a.atttypmod))
                           ORDER BY a.attnum)
            FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_class c
   WHERE c.oid = format('scout.%I', name)::regclass
  ON CONFLICT (table_name) DO UPDATE SET columns = excluded.columns
$function$
;
CREATE OR REPLACE FUNCTION scout.require_names(names text[])
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    IF name IS NULL OR name COLLATE "C" !~ '^[a-z_][a-z0-9_]{0,62}$' OR name IN ('last_updated', 'ctid',
         'xmin', 'xmax', 'cmin', 'cmax', 'tableoid') THEN
      RAISE EXCEPTION 'a column can''t be named %', coalesce(quote_literal(name), 'NULL')
        USING ERRCODE = 'invalid_name';
    END IF;
  END LOOP;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.require_source_column(target text, name text, type text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,49}(__next)?$'
     OR name IN ('tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'oid') THEN
    RAISE EXCEPTION '% can''t be the name of a column', name USING ERRCODE = 'invalid_name';
  END IF;
  IF type IS NULL OR type NOT IN ('text', 'bigint', 'boolean', 'date', 'timestamp with time zone',
                                  'jsonb')
     AND type !~ '^numeric\([1-9][0-9]?,[0-9][0-9]?\)$' THEN
    RAISE EXCEPTION '% can''t be the type of a column', type
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF EXISTS (SELECT FROM pg_attribute
              WHERE attrelid IN (format('scout.%I', target)::regclass,
                                 'scout.silver_superseded'::regclass)
                AND (attrelid = format('scout.%I', target)::regclass
                     OR target = 'silver_edge_transactions')
                AND attname = name AND NOT attisdropped) THEN
    RAISE EXCEPTION '% has a column % already', target, name USING ERRCODE = 'duplicate_column';
  END IF;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.require_type(type text)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  IF type IS NULL OR type COLLATE "C" !~ ('^(text|boolean|smallint|integer|bigint|real|double precision'
       || '|numeric(\([0-9]{1,4},[0-9]{1,4}\))?|character varying(\([0-9]{1,8}\))?'
       || '|character(\([0-9]{1,8}\))?|date|interval|uuid|jsonb|time without time zone'
       || '|timestamp with(out)? time zone)(\[\])?$') THEN
    RAISE EXCEPTION 'a column can''t have the type %', coalesce(quote_literal(type), 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.retire_bronze(month date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  begin_at timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
  end_at timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF end_at > now() THEN
    RAISE EXCEPTION 'The month % is not over', to_char(first_day, 'YYYY-MM')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- a rebuild reads bronze while it holds silver
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'silver' FOR UPDATE;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  IF to_regclass('scout.' || partition) IS NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.files
    WHERE bronze_created_at >= begin_at AND bronze_created_at < end_at
      AND silver_generation IS DISTINCT FROM generation
    LIMIT 1;
  IF FOUND THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE scout.bronze_records DETACH PARTITION scout.%I', partition);
  EXECUTE format('DROP TABLE scout.%I', partition);
  RETURN true;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.role_statements()
 RETURNS TABLE(role text, calls bigint, rows bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  place text;
BEGIN
  SELECT n.nspname INTO place
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'pg_stat_statements';
  IF place IS NOT NULL THEN
    RETURN QUERY EXECUTE format(
      'SELECT pg_get_userbyid(userid)::text, sum(calls)::bigint, sum(rows)::bigint
         FROM %I.pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        GROUP BY userid', place);
  END IF;
EXCEPTION
  WHEN object_not_in_prerequisite_state OR insufficient_privilege THEN RETURN;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.row_difference(before jsonb, after jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT string_agg(
           key || CASE WHEN key IN ('full_payload', 'envelope') THEN ''
                       ELSE ': ' || coalesce(b.value #>> '{}', 'null') || ' -> '
                            || coalesce(a.value #>> '{}', 'null') END,
           ', ' ORDER BY key COLLATE "C")
    FROM jsonb_each(before) b
    FULL JOIN jsonb_each(after) a USING (key)
   WHERE a.value IS DISTINCT FROM b.value
     AND key NOT IN ('last_updated', 'created_at')
$function$
;
CREATE OR REPLACE FUNCTION scout.rows_of_files(files uuid[], loaded timestamp with time zone[])
 RETURNS TABLE(file_id uuid, created_at timestamp with time zone, loaded_rows bigint, winners bigint, traced bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'scout', 'pg_temp'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
AS $function$
BEGIN
  RETURN QUERY EXECUTE '
    SELECT coalesce(b.file_id, s.file_id), b.created_at, count(b.id), count(s.bronze_id),
           count(*) FILTER (WHERE b.id = s.bronze_id)
      FROM (SELECT held.*
              FROM (SELECT DISTINCT file_id FROM unnest($1) AS file_id) f
             CROSS JOIN LATERAL (
                   SELECT id, file_id, record_no, created_at
                     FROM scout.bronze_records
                    WHERE file_id = f.file_id AND created_at = ANY ($2)
                    ORDER BY record_no
                   OFFSET 0) held) b
      FULL JOIN (SELECT bronze_id, file_id, record_no
                   FROM scout.silver_edge_transactions
                  WHERE file_id = ANY ($1)) s
        ON s.bronze_id = b.id AND s.file_id = b.file_id AND s.record_no = b.record_no
     GROUP BY 1, 2' USING files, loaded;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.run_check(query text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'scout', 'pg_temp'
AS $function$
DECLARE
  answer refcursor;
  answer_row record;
  columns integer;
  value jsonb;
BEGIN
  IF query COLLATE "C" ~* '\m(pg_logical_emit_message\M|query_to_xml|ts_stat\M|ts_rewrite\M|u&")' THEN
    RAISE EXCEPTION 'it names what no check may call' USING ERRCODE = 'insufficient_privilege';
  END IF;
  BEGIN
    PERFORM set_config('transaction_read_only', 'on', true);
    OPEN answer NO SCROLL FOR EXECUTE query;
    FETCH answer INTO answer_row;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'it gave no row' USING ERRCODE = 'no_data_found';
    END IF;
    SELECT count(*), jsonb_agg(field.value) -> 0
      INTO columns, value
      FROM json_each(to_json(answer_row)) field;
    IF columns <> 1 THEN
      RAISE EXCEPTION 'it gave % columns instead of one', columns
        USING ERRCODE = 'datatype_mismatch';
    END IF;
    MOVE answer;
    IF FOUND THEN
      RAISE EXCEPTION 'it gave more than one row' USING ERRCODE = 'too_many_rows';
    END IF;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'SCUND';
  EXCEPTION
    WHEN SQLSTATE 'SCUND' THEN
      RETURN coalesce(value, 'null'::jsonb);
    WHEN feature_not_supported THEN
      -- connection pools take 0A000, which a refused write gives, for a broken connection
      RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = SQLERRM;
  END;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.swap_source_column(target text, name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  next text := name || '__next';
  place text;
  granted record;
BEGIN
  IF (SELECT count(*) FROM scout.source_columns held
       WHERE held.table_name = target AND held.column_name IN (name, next)) <> 2 THEN
    RAISE EXCEPTION '%.% gets no other type', target, name USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    FOR granted IN
      SELECT a.privilege_type, a.is_grantable,
             CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee
        FROM pg_attribute held
       CROSS JOIN aclexplode(held.attacl) a
       WHERE held.attrelid = format('scout.%I', place)::regclass AND held.attname = name
    LOOP
      EXECUTE format('GRANT %s (%I) ON scout.%I TO %s', granted.privilege_type, next, place,
                     granted.grantee)
              || CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
    END LOOP;
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', place, name);
    EXECUTE format('ALTER TABLE scout.%I RENAME COLUMN %I TO %I', place, next, name);
  END LOOP;
  DELETE FROM scout.source_columns held
   WHERE held.table_name = target AND held.column_name = name;
  UPDATE scout.source_columns held SET column_name = name
   WHERE held.table_name = target AND held.column_name = next;
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
END
$function$
;
CREATE OR REPLACE FUNCTION scout.unchecked_since(name text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('scout.check_since', true), '')::timestamptz,
                  (SELECT covered_until FROM scout.data_quality_checks WHERE check_name = name),
                  '-infinity')
$function$
;
CREATE OR REPLACE FUNCTION scout.unchecked_until()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(nullif(current_setting('scout.check_until', true), '')::timestamptz, 'infinity')
$function$
;
CREATE OR REPLACE FUNCTION scout.unmake_declared(kind text, name text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  DELETE FROM scout.declared_tables t
   WHERE t.table_name = name AND t.kind = unmake_declared.kind AND t.shipped IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no declared table %', quote_literal(name)
      USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('DROP TABLE scout.%I', name);
END
$function$
;
CREATE OR REPLACE FUNCTION scout.write_bronze()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO scout.bronze_records
      (id, device_id, file_name, file_path, raw_data, file_size_bytes, checksum, ingested_at,
       created_at, file_id, record_no, envelope)
    VALUES
      (NEW.id, NEW.device_id, NEW.file_name, NEW.file_path, NEW.raw_data, NEW.file_size_bytes,
       NEW.checksum, NEW.ingested_at, NEW.created_at, NEW.file_id, NEW.record_no, NEW.envelope);
    RETURN NEW;
  END IF;
  NEW.processing_status := OLD.processing_status;
  IF NEW IS DISTINCT FROM OLD THEN
    UPDATE scout.bronze_records
       SET id = NEW.id, device_id = NEW.device_id, file_name = NEW.file_name,
           file_path = NEW.file_path, raw_data = NEW.raw_data,
           file_size_bytes = NEW.file_size_bytes, checksum = NEW.checksum,
           ingested_at = NEW.ingested_at, created_at = NEW.created_at, file_id = NEW.file_id,
           record_no = NEW.record_no, envelope = NEW.envelope
     WHERE id = OLD.id AND created_at = OLD.created_at;
  END IF;
  RETURN NEW;
END
$function$
;

-- views
CREATE VIEW scout.bronze_edge_raw AS
 SELECT id,
    device_id,
    file_name,
    file_path,
    raw_data,
    file_size_bytes,
    checksum,
    ingested_at,
    COALESCE(( SELECT
                CASE
                    WHEN f.records_pending > 0 THEN 'pending'::text
                    WHEN f.records_discarded > 0 THEN 'discarded'::text
                    WHEN f.records_rejected_silver = 0 THEN 'processed'::text
                    WHEN (EXISTS ( SELECT
                       FROM scout.rejected_records r
                      WHERE r.file_id = b.file_id AND r.stage = 'silver'::text AND r.record_no = b.record_no)) THEN 'rejected'::text
                    ELSE 'processed'::text
                END AS "case"
           FROM scout.files f
          WHERE f.file_id = b.file_id), 'pending'::text) AS processing_status,
    created_at,
    file_id,
    record_no,
    envelope
   FROM scout.bronze_records b;
CREATE VIEW scout.counted_files AS
 SELECT f.file_seq,
    f.file_id,
    COALESCE(f.device_id, 'unknown'::text) AS device_id,
    f.uploaded_at,
    (f.uploaded_at AT TIME ZONE 'UTC'::text)::date AS day,
    f.size_bytes,
    f.records_read,
    f.records_rejected,
    f.records_lost,
    EXTRACT(epoch FROM good.finished_at - f.uploaded_at)::double precision AS gold_seconds
   FROM scout.files f
     LEFT JOIN LATERAL ( SELECT r.started_at
           FROM scout.refreshes r
          WHERE f.replayed_at IS NULL AND r.started_at <= f.settled_at
          ORDER BY r.started_at DESC
         LIMIT 1) taking ON true
     LEFT JOIN LATERAL ( SELECT r.finished_at
           FROM scout.refreshes r
          WHERE r.started_at >= taking.started_at AND r.outcome = 'succeeded'::text
          ORDER BY r.started_at
         LIMIT 1) good ON true
  WHERE f.status <> 'gone'::text;
CREATE VIEW scout.counted_now AS
 SELECT 'table'::text AS kind,
    COALESCE(parent.relname, s.relname)::text AS name,
    sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::bigint AS rows_written,
    sum(s.seq_tup_read + COALESCE(s.idx_tup_fetch, 0::bigint))::bigint AS rows_read,
    NULL::bigint AS calls,
    sum(pg_total_relation_size(s.relid::regclass))::bigint AS bytes
   FROM pg_stat_user_tables s
     LEFT JOIN pg_inherits i ON i.inhrelid = s.relid
     LEFT JOIN pg_class parent ON parent.oid = i.inhparent
  WHERE s.schemaname = 'scout'::name
  GROUP BY (COALESCE(parent.relname, s.relname)::text)
UNION ALL
 SELECT 'role'::text AS kind,
    r.role AS name,
    NULL::bigint AS rows_written,
    r.rows AS rows_read,
    r.calls,
    NULL::bigint AS bytes
   FROM scout.role_statements() r(role, calls, rows)
UNION ALL
 SELECT 'database'::text AS kind,
    current_database()::text AS name,
    NULL::bigint AS rows_written,
    NULL::bigint AS rows_read,
    NULL::bigint AS calls,
    pg_database_size(current_database()) AS bytes;
CREATE VIEW scout.counted_steps AS
 SELECT kind,
    name,
    day,
    taken_at,
    rows_written,
    rows_read,
    calls,
    bytes,
    disk_bytes,
    lag(taken_at) OVER before AS since,
    lag(rows_written) OVER before AS rows_written_before,
    lag(rows_read) OVER before AS rows_read_before,
    lag(calls) OVER before AS calls_before,
    lag(bytes) OVER before AS bytes_before
   FROM ( SELECT usage_snapshots.kind,
            usage_snapshots.name,
            usage_snapshots.day,
            usage_snapshots.taken_at,
            usage_snapshots.rows_written,
            usage_snapshots.rows_read,
            usage_snapshots.calls,
            usage_snapshots.bytes,
            usage_snapshots.disk_bytes
           FROM scout.usage_snapshots
          WHERE usage_snapshots.day < (now() AT TIME ZONE 'UTC'::text)::date
        UNION ALL
         SELECT counted_now.kind,
            counted_now.name,
            (now() AT TIME ZONE 'UTC'::text)::date AS timezone,
            now() AS now,
            counted_now.rows_written,
            counted_now.rows_read,
            counted_now.calls,
            counted_now.bytes,
            NULL::bigint AS disk_bytes
           FROM scout.counted_now) counted
  WINDOW before AS (PARTITION BY kind, name ORDER BY day);
CREATE VIEW scout.disk_growth AS
 SELECT now_bytes AS bytes,
    bytes_per_day,
    days_counted,
    disk_bytes,
        CASE
            WHEN disk_bytes <= now_bytes THEN today
            WHEN bytes_per_day > 0 AND ((disk_bytes - now_bytes) / bytes_per_day) < 36500 THEN today + ((disk_bytes - now_bytes) / bytes_per_day)::integer
            ELSE NULL::date
        END AS full_on
   FROM ( SELECT (now() AT TIME ZONE 'UTC'::text)::date AS today,
            max(counted_steps.bytes) FILTER (WHERE counted_steps.day = (now() AT TIME ZONE 'UTC'::text)::date) AS now_bytes,
            regr_slope(counted_steps.bytes::double precision, (EXTRACT(epoch FROM counted_steps.taken_at) / 86400::numeric)::double precision)::bigint AS bytes_per_day,
            count(*) AS days_counted,
            ( SELECT s.disk_bytes
                   FROM scout.usage_snapshots s
                  WHERE s.kind = 'database'::text
                  ORDER BY s.day DESC
                 LIMIT 1) AS disk_bytes
           FROM scout.counted_steps
          WHERE counted_steps.kind = 'database'::text AND counted_steps.name = current_database() AND counted_steps.day > ((now() AT TIME ZONE 'UTC'::text)::date - 31)) counted;
CREATE VIEW scout.field_shares AS
 WITH recent AS MATERIALIZED (
         SELECT files.records_loaded,
            files.field_nulls || files.declared_nulls AS nulls,
            files.values_unfit
           FROM scout.files
          WHERE files.generation > 0 AND files.records_loaded > 0 AND files.records_pending = 0 AND files.status <> 'discarded'::text AND files.replaced_by IS NULL AND files.field_nulls IS NOT NULL
          ORDER BY files.file_seq DESC
         LIMIT 500
        ), lacking AS (
         SELECT each.field,
            sum(each.records::bigint) AS records
           FROM recent
             CROSS JOIN LATERAL jsonb_each_text(recent.nulls) each(field, records)
          GROUP BY each.field
        ), unfit AS (
         SELECT each.field,
            sum(each.n::bigint) AS n
           FROM recent
             CROSS JOIN LATERAL jsonb_each_text(recent.values_unfit) each(field, n)
          GROUP BY each.field
        ), fields AS (
         SELECT 'silver_edge_transactions'::text AS table_name,
            shipped.field,
            shipped.counted
           FROM ( VALUES ('transaction_id'::text,'transaction_id'::text), ('store_id'::text,'store_id'::text), ('transaction_timestamp'::text,'timestamp'::text), ('amount'::text,'amount'::text), ('currency'::text,'currency'::text), ('payment_method'::text,'payment_method'::text), ('device_id'::text,'device_id'::text)) shipped(field, counted)
        UNION ALL
         SELECT source_columns.table_name,
            source_columns.column_name,
                CASE source_columns.table_name
                    WHEN 'silver_edge_transactions'::text THEN source_columns.column_name
                    ELSE (source_columns.table_name || '.'::text) || source_columns.column_name
                END AS "case"
           FROM scout.source_columns
          WHERE source_columns.column_name !~~ '%\_\_next'::text
        )
 SELECT f.table_name,
    f.field,
    (( SELECT COALESCE(sum(recent.records_loaded), 0::numeric) AS "coalesce"
           FROM recent))::bigint AS records,
    COALESCE(lacking.records, 0::numeric)::bigint AS lacking,
    COALESCE(unfit.n, 0::numeric)::bigint AS unfit
   FROM fields f
     LEFT JOIN lacking ON lacking.field = f.counted
     LEFT JOIN unfit ON unfit.field = f.counted;
CREATE VIEW scout.file_store_days AS
 SELECT s.file_id,
    f.object_key,
    s.store_id,
    s.transaction_date,
    count(*) AS transactions
   FROM scout.silver_edge_transactions s
     JOIN scout.files f USING (file_id)
  GROUP BY s.file_id, f.object_key, s.store_id, s.transaction_date;
CREATE VIEW scout.files_pending AS
 SELECT file_id,
    file_seq,
    bucket,
    object_key,
    records_loaded,
    records_pending,
    loaded_at,
    replayed_at,
    discarded_at,
    updated_at
   FROM scout.files
  WHERE waits_for_silver;
CREATE VIEW scout.files_under_way AS
 SELECT file_id,
    file_seq,
    bucket,
    object_key,
    etag,
    status,
    attempt,
    reason,
    uploaded_at,
    claimed_at,
    loaded_at,
    replayed_at,
    stopped_at,
    updated_at
   FROM scout.files
  WHERE status = ANY (ARRAY['loading'::text, 'loaded'::text]);
CREATE VIEW scout.gold_lineage AS
 SELECT s.store_id,
    s.transaction_date,
    s.transaction_id,
    s.file_id,
    f.object_key,
    s.record_no
   FROM scout.silver_edge_transactions s
     JOIN scout.files f USING (file_id);
CREATE VIEW scout.key_versions AS
 SELECT file_id,
    bucket,
    object_key,
    row_number() OVER (PARTITION BY bucket, object_key ORDER BY (status = ANY (ARRAY['duplicate'::text, 'gone'::text])), uploaded_at DESC, file_seq DESC) AS place
   FROM scout.files;
CREATE VIEW scout.model_queue AS
 SELECT model_outbox.reader,
    model_outbox.store_id,
    model_outbox.transaction_date
   FROM scout.model_outbox
UNION ALL
 SELECT 'gold_store_daily_summary'::text AS reader,
    gold_outbox.store_id,
    gold_outbox.transaction_date
   FROM scout.gold_outbox
UNION ALL
 SELECT 'platinum_store_features'::text AS reader,
    platinum_outbox.store_id,
    platinum_outbox.transaction_date
   FROM scout.platinum_outbox;
CREATE VIEW scout.platinum_store_features_latest AS
 WITH RECURSIVE store AS (
        ( SELECT platinum_store_features.store_id
           FROM scout.platinum_store_features
          ORDER BY platinum_store_features.store_id
         LIMIT 1)
        UNION ALL
         SELECT ( SELECT f_1.store_id
                   FROM scout.platinum_store_features f_1
                  WHERE f_1.store_id > store_1.store_id
                  ORDER BY f_1.store_id
                 LIMIT 1) AS store_id
           FROM store store_1
          WHERE store_1.store_id IS NOT NULL
        )
 SELECT f.store_id,
    f.transaction_date,
    f.avg_daily_transactions,
    f.stddev_daily_transactions,
    f.avg_daily_revenue,
    f.ma7_transactions,
    f.day_of_week,
    f.weekend_avg,
    f.weekday_avg,
    f.last_updated,
    today.day - f.transaction_date AS days_since_sale,
    f.currency
   FROM store
     CROSS JOIN ( SELECT (now() AT TIME ZONE COALESCE(( SELECT settings_in_force.time_zone
                   FROM scout.settings_in_force), 'UTC'::text))::date AS day) today
     CROSS JOIN LATERAL ( SELECT newest.store_id,
            newest.transaction_date,
            newest.avg_daily_transactions,
            newest.stddev_daily_transactions,
            newest.avg_daily_revenue,
            newest.ma7_transactions,
            newest.day_of_week,
            newest.weekend_avg,
            newest.weekday_avg,
            newest.last_updated,
            newest.currency
           FROM (( SELECT platinum_store_features.store_id,
                    platinum_store_features.transaction_date,
                    platinum_store_features.avg_daily_transactions,
                    platinum_store_features.stddev_daily_transactions,
                    platinum_store_features.avg_daily_revenue,
                    platinum_store_features.ma7_transactions,
                    platinum_store_features.day_of_week,
                    platinum_store_features.weekend_avg,
                    platinum_store_features.weekday_avg,
                    platinum_store_features.last_updated,
                    platinum_store_features.currency
                   FROM scout.platinum_store_features
                  WHERE platinum_store_features.store_id = store.store_id AND platinum_store_features.transaction_date < today.day
                  ORDER BY platinum_store_features.transaction_date DESC
                 LIMIT 1)
                UNION ALL
                 SELECT platinum_store_features.store_id,
                    platinum_store_features.transaction_date,
                    platinum_store_features.avg_daily_transactions,
                    platinum_store_features.stddev_daily_transactions,
                    platinum_store_features.avg_daily_revenue,
                    platinum_store_features.ma7_transactions,
                    platinum_store_features.day_of_week,
                    platinum_store_features.weekend_avg,
                    platinum_store_features.weekday_avg,
                    platinum_store_features.last_updated,
                    platinum_store_features.currency
                   FROM scout.platinum_store_features
                  WHERE platinum_store_features.store_id = store.store_id AND platinum_store_features.transaction_date = today.day) newest
          ORDER BY newest.transaction_date
         LIMIT 1) f;
CREATE VIEW scout.usage_devices AS
 SELECT device_id,
    day,
    sum(files)::bigint AS files,
    sum(bytes)::bigint AS bytes,
    sum(records)::bigint AS records,
    sum(rejected)::bigint AS rejected,
    sum(lost)::bigint AS lost,
    sum(event_seconds) / NULLIF(sum(timed_files), 0::numeric)::double precision AS event_to_upload_seconds,
    sum(gold_seconds) / NULLIF(sum(gold_files), 0::numeric)::double precision AS upload_to_gold_seconds,
    max(gold_longest) AS upload_to_gold_longest
   FROM ( SELECT usage_device_days.device_id,
            usage_device_days.day,
            usage_device_days.files,
            usage_device_days.bytes,
            usage_device_days.records,
            usage_device_days.rejected,
            usage_device_days.lost,
            usage_device_days.timed_files,
            usage_device_days.event_seconds,
            usage_device_days.gold_files,
            usage_device_days.gold_seconds,
            usage_device_days.gold_longest
           FROM scout.usage_device_days
        UNION ALL
         SELECT counted_files.device_id,
            counted_files.day,
            1,
            counted_files.size_bytes,
            counted_files.records_read,
            counted_files.records_rejected,
            counted_files.records_lost,
            0,
            0,
                CASE
                    WHEN counted_files.gold_seconds IS NULL THEN 0
                    ELSE 1
                END AS "case",
            COALESCE(counted_files.gold_seconds, 0::double precision) AS "coalesce",
            counted_files.gold_seconds
           FROM scout.counted_files
          WHERE counted_files.file_seq > (( SELECT usage_counted.file_seq
                   FROM scout.usage_counted))) counted
  GROUP BY device_id, day;
CREATE VIEW scout.usage_roles AS
 SELECT name AS role,
    day,
    since,
    scout.counted_since(calls_before, calls) AS calls,
    scout.counted_since(rows_read_before, rows_read) AS rows
   FROM scout.counted_steps
  WHERE kind = 'role'::text;
CREATE VIEW scout.usage_tables AS
 SELECT name AS table_name,
    day,
    since,
    scout.counted_since(rows_written_before, rows_written) AS rows_written,
    scout.counted_since(rows_read_before, rows_read) AS rows_read,
    bytes,
    bytes - bytes_before AS bytes_grown
   FROM scout.counted_steps
  WHERE kind = 'table'::text;

-- view defaults
ALTER VIEW scout.bronze_edge_raw ALTER ingested_at SET DEFAULT now();
ALTER VIEW scout.bronze_edge_raw ALTER processing_status SET DEFAULT 'pending'::text;
ALTER VIEW scout.bronze_edge_raw ALTER created_at SET DEFAULT now();

-- triggers
CREATE TRIGGER bronze_edge_raw_write INSTEAD OF INSERT OR UPDATE ON scout.bronze_edge_raw FOR EACH ROW EXECUTE FUNCTION scout.write_bronze();
CREATE TRIGGER files_keep_earlier_requests BEFORE UPDATE OF request_id ON scout.files FOR EACH ROW WHEN (((old.request_id IS NOT NULL) AND (new.request_id IS DISTINCT FROM old.request_id))) EXECUTE FUNCTION scout.keep_earlier_requests();

-- schema grants
GRANT USAGE ON SCHEMA scout TO scout_check;
GRANT USAGE ON SCHEMA scout TO scout_console;
GRANT USAGE ON SCHEMA scout TO scout_ingest;
GRANT USAGE ON SCHEMA scout TO scout_reader;
GRANT USAGE ON SCHEMA scout TO scout_transform;
GRANT USAGE ON SCHEMA scout TO scout_watch;

-- table grants
GRANT SELECT ON scout.alert_message_alerts TO scout_console;
GRANT DELETE, SELECT ON scout.alert_message_alerts TO scout_transform;
GRANT INSERT, SELECT ON scout.alert_message_alerts TO scout_watch;
GRANT SELECT ON scout.alert_messages TO scout_console;
GRANT DELETE, SELECT ON scout.alert_messages TO scout_transform;
GRANT INSERT, SELECT ON scout.alert_messages TO scout_watch;
GRANT SELECT ON scout.alerts TO scout_console;
GRANT INSERT, SELECT, UPDATE ON scout.alerts TO scout_ingest;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.alerts TO scout_transform;
GRANT INSERT, SELECT, UPDATE ON scout.alerts TO scout_watch;
GRANT SELECT ON scout.bronze_edge_raw TO scout_check;
GRANT SELECT ON scout.bronze_edge_raw TO scout_console;
GRANT DELETE ON scout.bronze_edge_raw TO scout_ingest;
GRANT SELECT ON scout.bronze_edge_raw TO scout_transform;
GRANT SELECT ON scout.bronze_edge_raw TO scout_watch;
GRANT SELECT ON scout.bronze_records TO scout_check;
GRANT SELECT ON scout.bronze_records TO scout_console;
GRANT DELETE ON scout.bronze_records TO scout_ingest;
GRANT SELECT ON scout.bronze_records TO scout_transform;
GRANT SELECT ON scout.bronze_records TO scout_watch;
GRANT SELECT ON scout.console_users TO scout_console;
GRANT SELECT ON scout.counted_files TO scout_console;
GRANT SELECT ON scout.counted_files TO scout_transform;
GRANT SELECT ON scout.counted_files TO scout_watch;
GRANT SELECT ON scout.counted_now TO scout_console;
GRANT SELECT ON scout.counted_now TO scout_transform;
GRANT SELECT ON scout.counted_now TO scout_watch;
GRANT SELECT ON scout.counted_steps TO scout_console;
GRANT SELECT ON scout.counted_steps TO scout_watch;
GRANT SELECT ON scout.data_quality_checks TO scout_console;
GRANT SELECT ON scout.data_quality_checks TO scout_transform;
GRANT SELECT ON scout.data_quality_checks TO scout_watch;
GRANT SELECT ON scout.data_quality_results TO scout_console;
GRANT DELETE, INSERT, SELECT ON scout.data_quality_results TO scout_transform;
GRANT SELECT ON scout.data_quality_results TO scout_watch;
GRANT SELECT ON scout.declarations TO scout_console;
GRANT INSERT, SELECT ON scout.declarations TO scout_transform;
GRANT SELECT ON scout.declarations TO scout_watch;
GRANT SELECT ON scout.declared_tables TO scout_console;
GRANT SELECT ON scout.declared_tables TO scout_transform;
GRANT SELECT ON scout.declared_tables TO scout_watch;
GRANT SELECT ON scout.disk_growth TO scout_console;
GRANT SELECT ON scout.disk_growth TO scout_reader;
GRANT SELECT ON scout.disk_growth TO scout_watch;
GRANT SELECT ON scout.field_shares TO scout_console;
GRANT SELECT ON scout.field_shares TO scout_reader;
GRANT SELECT ON scout.field_shares TO scout_watch;
GRANT SELECT ON scout.file_store_days TO scout_check;
GRANT SELECT ON scout.file_store_days TO scout_console;
GRANT SELECT ON scout.file_store_days TO scout_reader;
GRANT SELECT ON scout.file_store_days TO scout_watch;
GRANT SELECT ON scout.files TO scout_check;
GRANT SELECT ON scout.files TO scout_console;
GRANT SELECT ON scout.files TO scout_ingest;
GRANT SELECT ON scout.files TO scout_transform;
GRANT SELECT ON scout.files TO scout_watch;
GRANT SELECT ON scout.files_pending TO scout_console;
GRANT SELECT ON scout.files_pending TO scout_transform;
GRANT SELECT ON scout.files_pending TO scout_watch;
GRANT SELECT ON scout.files_under_way TO scout_console;
GRANT SELECT ON scout.files_under_way TO scout_ingest;
GRANT SELECT ON scout.files_under_way TO scout_watch;
GRANT SELECT ON scout.gold_lineage TO scout_check;
GRANT SELECT ON scout.gold_lineage TO scout_console;
GRANT SELECT ON scout.gold_lineage TO scout_reader;
GRANT SELECT ON scout.gold_lineage TO scout_watch;
GRANT SELECT ON scout.gold_outbox TO scout_check;
GRANT SELECT ON scout.gold_outbox TO scout_console;
GRANT DELETE, INSERT, SELECT ON scout.gold_outbox TO scout_transform;
GRANT SELECT ON scout.gold_outbox TO scout_watch;
GRANT SELECT ON scout.gold_store_daily_summary TO scout_check;
GRANT SELECT ON scout.gold_store_daily_summary TO scout_console;
GRANT SELECT ON scout.gold_store_daily_summary TO scout_reader;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.gold_store_daily_summary TO scout_transform;
GRANT SELECT ON scout.gold_store_daily_summary TO scout_watch;
GRANT SELECT ON scout.held_files TO scout_console;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.held_files TO scout_transform;
GRANT SELECT ON scout.held_files TO scout_watch;
GRANT SELECT ON scout.key_versions TO scout_console;
GRANT SELECT ON scout.key_versions TO scout_ingest;
GRANT SELECT ON scout.key_versions TO scout_watch;
GRANT SELECT ON scout.layer_lock TO scout_console;
GRANT SELECT, UPDATE ON scout.layer_lock TO scout_transform;
GRANT SELECT ON scout.layer_lock TO scout_watch;
GRANT SELECT ON scout.live_inbox TO scout_console;
GRANT DELETE, SELECT ON scout.live_inbox TO scout_watch;
GRANT SELECT ON scout.model_outbox TO scout_console;
GRANT DELETE, INSERT, SELECT ON scout.model_outbox TO scout_transform;
GRANT SELECT ON scout.model_outbox TO scout_watch;
GRANT SELECT ON scout.model_queue TO scout_console;
GRANT SELECT ON scout.model_queue TO scout_transform;
GRANT SELECT ON scout.model_queue TO scout_watch;
GRANT SELECT ON scout.models TO scout_console;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.models TO scout_transform;
GRANT SELECT ON scout.models TO scout_watch;
GRANT SELECT ON scout.operator_actions TO scout_console;
GRANT INSERT, SELECT ON scout.operator_actions TO scout_ingest;
GRANT SELECT ON scout.operator_actions TO scout_watch;
GRANT SELECT ON scout.payload_keys TO scout_check;
GRANT SELECT ON scout.payload_keys TO scout_console;
GRANT SELECT ON scout.payload_keys TO scout_watch;
GRANT SELECT ON scout.platinum_outbox TO scout_console;
GRANT DELETE, INSERT, SELECT ON scout.platinum_outbox TO scout_transform;
GRANT SELECT ON scout.platinum_outbox TO scout_watch;
GRANT SELECT ON scout.platinum_store_features TO scout_check;
GRANT SELECT ON scout.platinum_store_features TO scout_console;
GRANT SELECT ON scout.platinum_store_features TO scout_reader;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.platinum_store_features TO scout_transform;
GRANT SELECT ON scout.platinum_store_features TO scout_watch;
GRANT SELECT ON scout.platinum_store_features_latest TO scout_check;
GRANT SELECT ON scout.platinum_store_features_latest TO scout_console;
GRANT SELECT ON scout.platinum_store_features_latest TO scout_reader;
GRANT SELECT ON scout.platinum_store_features_latest TO scout_watch;
GRANT SELECT ON scout.refreshes TO scout_check;
GRANT SELECT ON scout.refreshes TO scout_console;
GRANT DELETE, INSERT, SELECT, UPDATE ON scout.refreshes TO scout_transform;
GRANT SELECT ON scout.refreshes TO scout_watch;
GRANT SELECT ON scout.rejected_elements TO scout_check;
GRANT SELECT ON scout.rejected_elements TO scout_console;
GRANT DELETE, INSERT, SELECT ON scout.rejected_elements TO scout_transform;
GRANT SELECT ON scout.rejected_elements TO scout_watch;
GRANT SELECT ON scout.rejected_records TO scout_check;
GRANT SELECT ON scout.rejected_records TO scout_console;
GRANT DELETE ON scout.rejected_records TO scout_ingest;
GRANT DELETE, INSERT, SELECT ON scout.rejected_records TO scout_transform;
GRANT SELECT ON scout.rejected_records TO scout_watch;
GRANT SELECT ON scout.settings_in_force TO scout_check;
GRANT SELECT ON scout.settings_in_force TO scout_console;
GRANT SELECT ON scout.settings_in_force TO scout_reader;
GRANT INSERT, SELECT ON scout.settings_in_force TO scout_transform;
GRANT SELECT ON scout.settings_in_force TO scout_watch;
GRANT SELECT ON scout.silver_edge_transactions TO scout_check;
GRANT SELECT ON scout.silver_edge_transactions TO scout_console;
GRANT DELETE, INSERT, MAINTAIN, SELECT, UPDATE ON scout.silver_edge_transactions TO scout_transform;
GRANT SELECT ON scout.silver_edge_transactions TO scout_watch;
GRANT SELECT ON scout.silver_superseded TO scout_check;
GRANT SELECT ON scout.silver_superseded TO scout_console;
GRANT DELETE, INSERT, MAINTAIN, SELECT ON scout.silver_superseded TO scout_transform;
GRANT SELECT ON scout.silver_superseded TO scout_watch;
GRANT SELECT ON scout.source_columns TO scout_check;
GRANT SELECT ON scout.source_columns TO scout_console;
GRANT SELECT ON scout.source_columns TO scout_transform;
GRANT SELECT ON scout.source_columns TO scout_watch;
GRANT SELECT ON scout.sources TO scout_check;
GRANT SELECT ON scout.sources TO scout_console;
GRANT INSERT, SELECT ON scout.sources TO scout_transform;
GRANT SELECT ON scout.sources TO scout_watch;
GRANT SELECT ON scout.sweep_turn TO scout_console;
GRANT SELECT, UPDATE ON scout.sweep_turn TO scout_ingest;
GRANT SELECT ON scout.sweep_turn TO scout_watch;
GRANT SELECT ON scout.sweeps TO scout_console;
GRANT INSERT, SELECT, UPDATE ON scout.sweeps TO scout_ingest;
GRANT DELETE ON scout.sweeps TO scout_transform;
GRANT SELECT ON scout.sweeps TO scout_watch;
GRANT SELECT ON scout.usage_counted TO scout_console;
GRANT SELECT ON scout.usage_counted TO scout_transform;
GRANT SELECT ON scout.usage_counted TO scout_watch;
GRANT SELECT ON scout.usage_device_days TO scout_console;
GRANT INSERT, SELECT, UPDATE ON scout.usage_device_days TO scout_transform;
GRANT SELECT ON scout.usage_device_days TO scout_watch;
GRANT SELECT ON scout.usage_devices TO scout_console;
GRANT SELECT ON scout.usage_devices TO scout_reader;
GRANT SELECT ON scout.usage_devices TO scout_watch;
GRANT SELECT ON scout.usage_roles TO scout_console;
GRANT SELECT ON scout.usage_roles TO scout_reader;
GRANT SELECT ON scout.usage_roles TO scout_watch;
GRANT SELECT ON scout.usage_snapshots TO scout_console;
GRANT INSERT, SELECT, UPDATE ON scout.usage_snapshots TO scout_transform;
GRANT SELECT ON scout.usage_snapshots TO scout_watch;
GRANT SELECT ON scout.usage_tables TO scout_console;
GRANT SELECT ON scout.usage_tables TO scout_reader;
GRANT SELECT ON scout.usage_tables TO scout_watch;

-- column grants
GRANT UPDATE (ended_by) ON scout.alert_message_alerts TO scout_watch;
GRANT UPDATE (attempts, due_at, sent_at, dropped_at, problem) ON scout.alert_messages TO scout_watch;
GRANT INSERT (id, device_id, file_name, file_path, raw_data, file_size_bytes, checksum, ingested_at, created_at, file_id, record_no, envelope) ON scout.bronze_edge_raw TO scout_ingest;
GRANT SELECT (created_at, file_id) ON scout.bronze_edge_raw TO scout_ingest;
GRANT UPDATE (processing_status) ON scout.bronze_edge_raw TO scout_ingest;
GRANT UPDATE (processing_status) ON scout.bronze_edge_raw TO scout_transform;
GRANT INSERT (id, device_id, file_name, file_path, raw_data, file_size_bytes, checksum, ingested_at, created_at, file_id, record_no, envelope) ON scout.bronze_records TO scout_ingest;
GRANT SELECT (created_at, file_id) ON scout.bronze_records TO scout_ingest;
GRANT SELECT (check_name, covered_until) ON scout.data_quality_checks TO scout_check;
GRANT UPDATE (actual_result, passed, executed_at, covered_until, step_until, step_part, step_parts, message, refresh_id) ON scout.data_quality_checks TO scout_transform;
GRANT INSERT (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, status, reason, gone_at, beneath, batch_id) ON scout.files TO scout_ingest;
GRANT UPDATE (device_id, size_bytes, sha256, uploaded_at, status, attempt, generation, silver_generation, bronze_created_at, replaced_by, records_read, records_loaded, records_rejected, records_current, records_superseded, records_unkeyed, records_rejected_silver, records_discarded, records_pending, reason, archived_key, request_id, loaded_at, archived_at, quarantined_at, discarded_at, gone_at, replayed_at, updated_at, dialect, beneath, stopped_at, batch_id) ON scout.files TO scout_ingest;
GRANT UPDATE (silver_generation, records_current, records_superseded, records_unkeyed, records_rejected_silver, records_discarded, records_pending, amounts_rounded, settled_at, field_nulls, records_overridden, records_lost, declared_nulls, values_unfit) ON scout.files TO scout_transform;
GRANT INSERT (bucket, object_key, etag, size_bytes, device_id) ON scout.live_inbox TO scout_watch;
GRANT UPDATE (due_at) ON scout.live_inbox TO scout_watch;
GRANT UPDATE (outcome, detail, ended_at) ON scout.operator_actions TO scout_ingest;
GRANT INSERT (key, count, example_file) ON scout.payload_keys TO scout_ingest;
GRANT SELECT (key, count) ON scout.payload_keys TO scout_ingest;
GRANT UPDATE (count) ON scout.payload_keys TO scout_ingest;
GRANT SELECT (started_at) ON scout.refreshes TO scout_ingest;
GRANT INSERT (file_id, stage, record_no, byte_offset, code, message, raw, raw_text) ON scout.rejected_records TO scout_ingest;
GRANT SELECT (file_id, stage) ON scout.rejected_records TO scout_ingest;
GRANT UPDATE (raw, raw_text) ON scout.rejected_records TO scout_transform;
GRANT UPDATE (time_zone, paths, set_at, readings) ON scout.settings_in_force TO scout_transform;
GRANT UPDATE (transaction_timestamp, transaction_date, shares_id) ON scout.silver_superseded TO scout_transform;
GRANT SELECT (source_no, declared) ON scout.sources TO scout_ingest;
GRANT UPDATE (filled_at) ON scout.sources TO scout_transform;
GRANT SELECT (started_at, finished_at) ON scout.sweeps TO scout_transform;
GRANT UPDATE (file_seq) ON scout.usage_counted TO scout_transform;

-- function owners
GRANT CREATE ON SCHEMA scout TO scout_check;
ALTER FUNCTION scout.run_check(text) OWNER TO scout_check;
REVOKE CREATE ON SCHEMA scout FROM scout_check;

-- function grants
REVOKE EXECUTE ON FUNCTION scout.add_source_column(text,text,text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.add_source_column(text,text,text,text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.close_model(text,text,jsonb,text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.close_model(text,text,jsonb,text[],text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.declare_beside(text,jsonb,text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.declare_beside(text,jsonb,text[],text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.declare_checks(text,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.declare_checks(text,jsonb) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.declare_model(text,text,jsonb,text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.declare_model(text,text,jsonb,text[],text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.declare_reference(text,text,jsonb,text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.declare_reference(text,text,jsonb,text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.drop_beside(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.drop_beside(text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.drop_child_table(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.drop_child_table(text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.drop_model(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.drop_model(text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.drop_reference(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.drop_reference(text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.drop_source_column(text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.drop_source_column(text,text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.ensure_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.ensure_partition(date) TO scout_ingest;
GRANT EXECUTE ON FUNCTION scout.ensure_partition(date) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.grant_declared(text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.grant_source_tables() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.index_model(text,jsonb,text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.index_model(text,jsonb,text[],text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.make_child_table(text,text[],text[],text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.make_child_table(text,text[],text[],text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.make_declared(text,text,text,jsonb,text[],text[]) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.open_model(text,jsonb,text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.open_model(text,jsonb,text[],text[]) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.register_child(text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.require_names(text[]) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.require_source_column(text,text,text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.require_type(text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION scout.retire_bronze(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.retire_bronze(date) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.run_check(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.run_check(text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.swap_source_column(text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scout.swap_source_column(text,text) TO scout_transform;
REVOKE EXECUTE ON FUNCTION scout.unmake_declared(text,text) FROM PUBLIC;

-- database grants
