update undo_row r set image = x.image
from (
  select c.tbl, c.row_id, jsonb_object_agg(e.key, e.value order by c.seq desc) as image
  from undo_row m
  join change c on c.tenant_id = {tenant} and c.tbl = m.tbl and c.row_id = m.row_id and c.operation_id = {operation}
  cross join lateral jsonb_each(c.before) e
  where m.changes > 1 and m.fate <> 'remove'
  group by c.tbl, c.row_id
) x
where x.tbl = r.tbl and x.row_id = r.row_id
  and exists (select from undo_row where changes > 1 and fate <> 'remove')
