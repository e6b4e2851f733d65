-- grain: one row per change of a store-day in silver that gold has not taken; append-only
CREATE TABLE scout.gold_outbox (
  id               bigint GENERATED ALWAYS AS IDENTITY,
  store_id         text NOT NULL,
  transaction_date date NOT NULL
);

-- grain: one row per store-day: (store_id, transaction_date)
CREATE TABLE scout.gold_store_daily_summary (
  store_id                    text NOT NULL,
  transaction_date            date NOT NULL,
  transaction_count           bigint NOT NULL,
  active_devices              bigint NOT NULL,
  -- of the day's main currency
  total_revenue               numeric(18,2),
  avg_transaction_value       numeric(18,2),
  most_common_payment         text,
  first_transaction_time      timestamptz NOT NULL,
  last_transaction_time       timestamptz NOT NULL,
  currency                    text,
  other_currency_transactions bigint NOT NULL,
  -- moves only when a value does
  last_updated                timestamptz NOT NULL DEFAULT now(),
  UNIQUE (store_id, transaction_date)
);
