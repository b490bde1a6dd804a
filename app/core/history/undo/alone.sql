create temporary table undo_share (tbl text, row_id uuid, primary key (row_id, tbl)) on commit drop;
insert into undo_share select tbl, row_id from undo_row where tbl = {name} and row_id = {row}
