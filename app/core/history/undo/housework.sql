select 1 from operation
where tenant_id = {tenant} and member_id is null and id > {operation} and actor_kind = 'job' limit 1
