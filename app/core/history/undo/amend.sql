update {table} t set {sets}
from undo_row r cross join lateral jsonb_populate_record(null::{table}, r.image) p
where r.tbl = {name} and r.fate = 'amend' and r.kept is null and r.n between {low} and {high}
  and t.tenant_id = {tenant} and t.id = r.row_id
