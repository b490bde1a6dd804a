select count(*) from (
  select 1 from {table} t join undo_row r on r.row_id = t.id
  where r.tbl = {name} and t.tenant_id = {tenant} order by t.id for update of t
) locked
