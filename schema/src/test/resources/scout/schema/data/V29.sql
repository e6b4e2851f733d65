INSERT INTO scout.console_users (name, password_hash, role) VALUES ('ana', 'hash', 'operator');
INSERT INTO scout.operator_actions (action_id, operator, action, subject, workflow_id)
VALUES ('00000000-0000-7000-8000-00000000000b', 'ana', 'sweep', 'sample',
  'operator-action:00000000-0000-7000-8000-00000000000b');
