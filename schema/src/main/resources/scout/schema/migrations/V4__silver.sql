-- grain: one row per transaction_id: the delivery of it that won
CREATE TABLE scout.silver_edge_transactions (
  bronze_id             uuid NOT NULL UNIQUE,
  device_id             text NOT NULL,
  file_name             text NOT NULL,
  transaction_id        text PRIMARY KEY,
  store_id              text NOT NULL,
  transaction_timestamp timestamptz NOT NULL,
  amount                numeric(10,2),
  currency              text,
  payment_method        text,
  full_payload          jsonb NOT NULL,
  ingested_at           timestamptz NOT NULL,
  created_at            timestamptz NOT NULL DEFAULT now(),
  file_id               uuid NOT NULL,
  record_no             bigint NOT NULL,
  uploaded_at           timestamptz NOT NULL,
  -- the day in the business time zone
  transaction_date      date NOT NULL
);
CREATE INDEX silver_edge_transactions_file ON scout.silver_edge_transactions (file_id);
CREATE INDEX silver_edge_transactions_store_day
  ON scout.silver_edge_transactions (store_id, transaction_date);
CREATE INDEX silver_edge_transactions_created ON scout.silver_edge_transactions (created_at);

-- grain: one row per delivery of a transaction that lost to another delivery of it
CREATE TABLE scout.silver_superseded (
  bronze_id             uuid PRIMARY KEY,
  device_id             text NOT NULL,
  file_name             text NOT NULL,
  transaction_id        text NOT NULL,
  store_id              text NOT NULL,
  transaction_timestamp timestamptz NOT NULL,
  amount                numeric(10,2),
  currency              text,
  payment_method        text,
  full_payload          jsonb NOT NULL,
  ingested_at           timestamptz NOT NULL,
  created_at            timestamptz NOT NULL DEFAULT now(),
  file_id               uuid NOT NULL,
  record_no             bigint NOT NULL,
  uploaded_at           timestamptz NOT NULL,
  transaction_date      date NOT NULL
);
CREATE INDEX silver_superseded_transaction ON scout.silver_superseded (transaction_id);
CREATE INDEX silver_superseded_file ON scout.silver_superseded (file_id);

-- grain: one row, the settings that silver was built with; others refuse to refresh
CREATE TABLE scout.settings_in_force (
  only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  time_zone     text NOT NULL,
  -- field name -> array of paths, each an array of keys
  paths         jsonb NOT NULL,
  set_at        timestamptz NOT NULL DEFAULT now()
);
