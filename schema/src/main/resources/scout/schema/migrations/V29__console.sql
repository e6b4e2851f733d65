-- grain: one row per person who signs in to the console with a password
CREATE TABLE scout.console_users (
  name          text PRIMARY KEY CHECK (name ~ '^[a-z0-9._@-]{1,64}$'),
  password_hash text NOT NULL,
  role          text NOT NULL CHECK (role IN ('viewer', 'operator')),
  created_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE scout.console_users IS
  'One row per person who signs in to the console with a password; ./scout user makes them.';
COMMENT ON COLUMN scout.console_users.name IS 'The name to sign in with.';
COMMENT ON COLUMN scout.console_users.password_hash IS
  'The password, only as a hash with its method, rounds and salt.';
COMMENT ON COLUMN scout.console_users.role IS 'viewer looks, operator acts too.';
COMMENT ON COLUMN scout.console_users.created_at IS 'When the person, or the present password, was added.';

-- grain: one row per action that a person asked for in the console
CREATE TABLE scout.operator_actions (
  action_id   uuid PRIMARY KEY,
  asked_at    timestamptz NOT NULL DEFAULT now(),
  operator    text NOT NULL,
  action      text NOT NULL,
  subject     text NOT NULL,
  reason      text,
  workflow_id text NOT NULL,
  outcome     text NOT NULL DEFAULT 'asked' CHECK (outcome IN ('asked', 'done', 'refused', 'failed')),
  detail      text,
  ended_at    timestamptz
);
COMMENT ON TABLE scout.operator_actions IS
  'One row per action that a person asked for in the console: who, when, what, and how it ended.';
COMMENT ON COLUMN scout.operator_actions.action_id IS
  'Identifies the action; as request_id in scout.files it marks what it did to a file.';
COMMENT ON COLUMN scout.operator_actions.asked_at IS 'When it was recorded, before it was done.';
COMMENT ON COLUMN scout.operator_actions.operator IS 'Who asked, by the name they signed in with.';
COMMENT ON COLUMN scout.operator_actions.action IS
  'What: reprocess, discard, acknowledge, mute, sweep or refresh.';
COMMENT ON COLUMN scout.operator_actions.subject IS
  'On what: an object key, an alert (its kind and subject), the bucket, the layers.';
COMMENT ON COLUMN scout.operator_actions.reason IS 'Why, in the person''s words; null if they gave none.';
COMMENT ON COLUMN scout.operator_actions.workflow_id IS 'The workflow that carried it out.';
COMMENT ON COLUMN scout.operator_actions.outcome IS
  'asked until it ends; done; refused, with the reason in detail; failed.';
COMMENT ON COLUMN scout.operator_actions.detail IS 'What was done, or why not, in words.';
COMMENT ON COLUMN scout.operator_actions.ended_at IS 'When it ended; null until then.';
CREATE INDEX operator_actions_asked ON scout.operator_actions (asked_at, action_id);
CREATE INDEX operator_actions_subject ON scout.operator_actions (subject, asked_at);

-- The rare states and the files that lost records, newest first. Nearly every file is in neither, so
-- a load pays nothing for them.
CREATE INDEX files_put_aside ON scout.files (status, file_seq)
  WHERE status IN ('quarantined', 'discarded', 'duplicate', 'gone');
CREATE INDEX files_lost ON scout.files (file_seq) WHERE records_lost > 0;
