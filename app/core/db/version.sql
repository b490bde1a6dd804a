create or replace trigger touch before update on {table} for each row execute function touch_row();
