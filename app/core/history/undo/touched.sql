select distinct tbl from undo_row
