delete from undo_row r where not exists (select from undo_share p where p.tbl = r.tbl and p.row_id = r.row_id)
