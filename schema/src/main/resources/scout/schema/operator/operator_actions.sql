-- scout.operator_actions, grain: one row per action that a person asked for in the console.

-- name: record
INSERT INTO scout.operator_actions (action_id, operator, action, subject, reason, workflow_id)
VALUES (CAST(:actionId AS uuid), :operator, :action, :subject, :reason, :workflowId)
ON CONFLICT (action_id) DO NOTHING

-- name: conclude
UPDATE scout.operator_actions
   SET outcome = :outcome, detail = :detail, ended_at = now()
 WHERE action_id = CAST(:actionId AS uuid)
   AND ended_at IS NULL

-- name: acknowledge
-- who was first stays, unless it has become worse since
UPDATE scout.alerts
   SET acknowledged_at = coalesce(acknowledged_at, now()),
       acknowledged_by = coalesce(acknowledged_by, :operator)
 WHERE id = :alertId
   AND resolved_at IS NULL

-- name: mute
UPDATE scout.alerts
   SET muted_until = CAST(:until AS timestamptz)
 WHERE id = :alertId
   AND resolved_at IS NULL
