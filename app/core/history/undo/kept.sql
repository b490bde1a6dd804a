select r.tbl, r.row_id, r.fate, r.columns, coalesce(r.kept, 'changed') as reason, o.actor_name, c.at, o.id as operation_id, r.image,
  count(*) over () as total
from undo_row r
left join change c on c.tenant_id = {tenant} and c.seq = r.blocker
left join operation o on o.tenant_id = {tenant} and o.id = c.operation_id
where r.kept is not null or r.columns <> '{{}}'
order by r.tbl, r.row_id limit {most}
