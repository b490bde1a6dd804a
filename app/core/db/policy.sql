alter table {table} enable row level security;
drop policy if exists apart on {table};
create policy apart on {table} for all to {role} using ({condition}) with check ({condition});
