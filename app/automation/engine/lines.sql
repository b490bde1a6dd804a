insert into workflow_step_logs (
    id, tenant_id, execution_id, workflow_id, step_index, step_id, path, step_type, step_name, status, input, output,
    error_message, duration_ms, attempts, reused, operation_id, created_at)
select id, tenant_id, execution_id, workflow_id, step_index, step_id, path, step_type, step_name, status, input, output,
    error_message, duration_ms, attempts, reused, operation_id, created_at
from jsonb_to_recordset(cast(:lines as jsonb)) as r(
    id uuid, tenant_id uuid, execution_id uuid, workflow_id uuid, step_index integer, step_id text, path text,
    step_type text, step_name text, status text, input jsonb, output jsonb, error_message text, duration_ms integer,
    attempts integer, reused boolean, operation_id uuid, created_at timestamptz)
