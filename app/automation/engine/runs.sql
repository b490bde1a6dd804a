with told as (
    select * from jsonb_to_recordset(cast(:runs as jsonb)) as r(
        id uuid, was text, status text, state text, started_at timestamptz, completed_at timestamptz,
        due_at timestamptz, cursor jsonb, reason text, error_message text, steps_done integer)
)
update workflow_executions e
set status = t.status, state = t.state, started_at = t.started_at, completed_at = t.completed_at, due_at = t.due_at,
    cursor = t.cursor, reason = t.reason, error_message = t.error_message, steps_done = t.steps_done
from told t
where e.id = t.id and e.state = t.was
