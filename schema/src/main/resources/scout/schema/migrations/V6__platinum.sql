-- grain: one row per change of a gold row that platinum has not taken; append-only
CREATE TABLE scout.platinum_outbox (
  id               bigint GENERATED ALWAYS AS IDENTITY,
  store_id         text NOT NULL,
  transaction_date date NOT NULL
);

-- grain: one row per store-day: (store_id, transaction_date); features of the 90 days that end there
CREATE TABLE scout.platinum_store_features (
  store_id                text NOT NULL,
  transaction_date        date NOT NULL,
  avg_daily_transactions  numeric(18,4),
  stddev_daily_transactions numeric(18,4),
  avg_daily_revenue       numeric(22,4),
  ma7_transactions        numeric(18,4),
  -- 0 is Sunday
  day_of_week             smallint NOT NULL,
  weekend_avg             numeric(18,4),
  weekday_avg             numeric(18,4),
  last_updated            timestamptz NOT NULL DEFAULT now(),
  UNIQUE (store_id, transaction_date)
);
CREATE INDEX idx_plat_store_features ON scout.platinum_store_features (store_id);

-- grain: one row per store: its newest day before today in the business time zone (today is not
-- over), else today
CREATE VIEW scout.platinum_store_features_latest AS
SELECT DISTINCT ON (f.store_id)
       f.*,
       today.day - f.transaction_date AS days_since_sale
  FROM scout.platinum_store_features f
 CROSS JOIN (SELECT (now() AT TIME ZONE coalesce(
                (SELECT time_zone FROM scout.settings_in_force), 'UTC'))::date AS day) today
 WHERE f.transaction_date <= today.day
 ORDER BY f.store_id, f.transaction_date = today.day, f.transaction_date DESC;
