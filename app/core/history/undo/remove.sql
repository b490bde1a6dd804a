delete from {table} t using undo_row r
where r.tbl = {name} and r.fate = 'remove' and r.kept is null and r.n between {low} and {high}
  and t.tenant_id = {tenant} and t.id = r.row_id
