update {table} t set {sets}
from (
  select r.row_id, r.image, jsonb_populate_record(null::{table}, r.image) as p
  from undo_row r
  where r.tbl = {name} and r.fate = 'amend' and r.kept is null and r.n between {low} and {high}
  offset 0
) r
where t.tenant_id = {tenant} and t.id = r.row_id
