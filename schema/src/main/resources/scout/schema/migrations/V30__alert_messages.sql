-- What people were told of alerts, and what still has to be told.

-- grain: one row per message about alerts of one kind to one target
CREATE TABLE scout.alert_messages (
  message_id  uuid PRIMARY KEY,
  incident_id uuid NOT NULL,
  target      text NOT NULL,
  kind        text NOT NULL,
  severity    text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  event       text NOT NULL CHECK (event IN ('opened', 'reminded', 'resolved')),
  alerts      integer NOT NULL CHECK (alerts > 0),
  still_open  integer NOT NULL CHECK (still_open >= 0),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts    integer NOT NULL DEFAULT 0,
  due_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at     timestamptz,
  dropped_at  timestamptz,
  problem     text
);
COMMENT ON TABLE scout.alert_messages IS
  'One row per message about alerts of one kind to one target (SCOUT_ALERT_ROUTES), written before it is sent.';
COMMENT ON COLUMN scout.alert_messages.message_id IS
  'Identifies the message; a repetition after a crash has the same one.';
COMMENT ON COLUMN scout.alert_messages.incident_id IS
  'The message that began the incident: from the first open alert of the kind to the end of the last.';
COMMENT ON COLUMN scout.alert_messages.target IS
  'The kind and name of the target, such as slack:ops; never its address.';
COMMENT ON COLUMN scout.alert_messages.kind IS 'The kind of the alerts.';
COMMENT ON COLUMN scout.alert_messages.severity IS 'The worst severity of its alerts.';
COMMENT ON COLUMN scout.alert_messages.event IS
  'opened: new or worse; reminded: open for long, and nobody has acknowledged; resolved: over.';
COMMENT ON COLUMN scout.alert_messages.alerts IS 'How many alerts it tells of.';
COMMENT ON COLUMN scout.alert_messages.still_open IS
  'How many alerts of the incident were open when it was written.';
COMMENT ON COLUMN scout.alert_messages.created_at IS 'When it was written.';
COMMENT ON COLUMN scout.alert_messages.attempts IS 'How often it was tried without success.';
COMMENT ON COLUMN scout.alert_messages.due_at IS 'It is not tried before.';
COMMENT ON COLUMN scout.alert_messages.sent_at IS 'When the target took it; null while it waits.';
COMMENT ON COLUMN scout.alert_messages.dropped_at IS
  'When it was given up, since its target is not set any more.';
COMMENT ON COLUMN scout.alert_messages.problem IS
  'Why the last attempt failed, without addresses; null once it was sent.';
CREATE INDEX alert_messages_waiting ON scout.alert_messages (due_at)
  WHERE sent_at IS NULL AND dropped_at IS NULL;
CREATE INDEX alert_messages_latest ON scout.alert_messages (target, kind, created_at);

-- grain: one row per alert and revision that a message of its opening tells of
CREATE TABLE scout.alert_message_alerts (
  message_id uuid NOT NULL,
  alert_id   bigint NOT NULL,
  revision   integer NOT NULL,
  ended_by   uuid,
  PRIMARY KEY (message_id, alert_id)
);
COMMENT ON TABLE scout.alert_message_alerts IS
  'One row per alert and revision that a message of its opening tells of.';
COMMENT ON COLUMN scout.alert_message_alerts.message_id IS 'The message of the opening.';
COMMENT ON COLUMN scout.alert_message_alerts.alert_id IS
  'The alert, scout.alerts.id; the alert itself may be deleted by now.';
COMMENT ON COLUMN scout.alert_message_alerts.revision IS 'The revision of the alert that it tells.';
COMMENT ON COLUMN scout.alert_message_alerts.ended_by IS
  'The message to the same target that tells its end; null while none does.';
CREATE INDEX alert_message_alerts_of_alert ON scout.alert_message_alerts (alert_id);
CREATE INDEX alert_message_alerts_running ON scout.alert_message_alerts (message_id)
  WHERE ended_by IS NULL;
CREATE INDEX alert_message_alerts_ended ON scout.alert_message_alerts (ended_by);
