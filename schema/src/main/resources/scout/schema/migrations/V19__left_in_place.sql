-- A few of the objects that a sweep left where they are, each with the reason before its key.
ALTER TABLE scout.sweeps ADD COLUMN left_in_place text[] NOT NULL DEFAULT '{}';
