with recursive tenants (tenant_id) as (
    (select e.tenant_id from workflow_executions e where e.due_at is not null order by e.tenant_id limit 1)
    union all
    select (
        select e.tenant_id from workflow_executions e
        where e.due_at is not null and e.tenant_id > t.tenant_id order by e.tenant_id limit 1)
    from tenants t where t.tenant_id is not null
)
select due.id
from tenants t
cross join lateral (
    select e.id from workflow_executions e
    where e.tenant_id = t.tenant_id and e.due_at <= cast(:now as timestamptz) order by e.due_at limit :each) due
where t.tenant_id is not null
limit :most
