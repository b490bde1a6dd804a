
begin
  if tg_op = 'INSERT' then
    insert into public.change (tenant_id, operation_id, tbl, row_id, kind)
    select n.tenant_id, nullif(current_setting('app.operation_id', true), '')::uuid, {name}, n.id, 'I'
    from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into public.change (tenant_id, operation_id, tbl, row_id, kind, before)
    select o.tenant_id, nullif(current_setting('app.operation_id', true), '')::uuid, {name}, o.id, 'D', {image}
    from old_rows o;
  else
    insert into public.change (tenant_id, operation_id, tbl, row_id, kind, before, after)
    select o.tenant_id, nullif(current_setting('app.operation_id', true), '')::uuid, {name}, o.id, 'U',
      ('{{' || substr(concat({before}), 2) || '}}')::jsonb,
      ('{{' || substr(concat({after}), 2) || '}}')::jsonb
    from old_rows o
    join new_rows n on n.id = o.id and n.tenant_id = o.tenant_id
    where {changed};
  end if;
  return null;
end
