select count(*) from undo_row
