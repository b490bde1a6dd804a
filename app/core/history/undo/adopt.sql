insert into undo_row (tbl, row_id, seq, changes, fate, n, columns)
select {source_name}, s.id, min(c.seq), count(*), 'remove',
  (select coalesce(max(n), 0) from undo_row where tbl = {source_name}) + row_number() over (order by s.id), '{{}}'
from undo_row r
join {source} s on s.tenant_id = {tenant} and s.{column} = r.row_id and {about}
join change c on c.tenant_id = {tenant} and c.tbl = {source_name} and c.row_id = s.id
left join operation o on o.tenant_id = c.tenant_id and o.id = c.operation_id
where r.tbl = {name} and r.fate = 'remove' and r.kept is null
  and not exists (select from undo_row d where d.tbl = {source_name} and d.row_id = s.id)
group by s.id
having bool_and(coalesce(o.actor_kind = 'job' and o.member_id is null, false)) and bool_or(c.kind = 'I')
