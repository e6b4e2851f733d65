INSERT INTO scout.alert_messages (message_id, incident_id, target, kind, severity, event, alerts,
  still_open)
VALUES ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000a', 'slack:ops',
  'partition', 'critical', 'opened', 1, 1);
INSERT INTO scout.alert_message_alerts (message_id, alert_id, revision)
VALUES ('00000000-0000-7000-8000-00000000000a', 1, 1);
