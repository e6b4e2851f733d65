-- When the journey of a version was stopped by something that is not its data, e.g. since the storage
-- denies to read it; null once it is read again.
ALTER TABLE scout.files ADD COLUMN stopped_at timestamptz;

-- When the last sweep ended well.
CREATE INDEX sweeps_finished ON scout.sweeps (finished_at);

-- grain: one row, the sweep that hands files over; two that do it at once would begin the same files
CREATE TABLE scout.sweep_turn (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- null while nobody sweeps
  sweep_id    uuid,
  -- the latest sign of life of that sweep; without one for a while its turn is over
  seen_at     timestamptz,
  -- when it last came further
  progress_at timestamptz
);
INSERT INTO scout.sweep_turn DEFAULT VALUES;
