update undo_row set kept = 'secret' where tbl = {name} and fate = 'restore' and kept is null
