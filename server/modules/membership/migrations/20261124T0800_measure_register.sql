-- A transaction that brings many people in counts them for PostgreSQL while it fills the register: autovacuum does it afterwards only, and
-- what it has counted last may be a register that was just emptied. Another that counts at the same time is not waited for.
create function membership.measure_register() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze (skip_locked) membership.person, membership.membership;
end $$;
revoke execute on function membership.measure_register() from public;
grant execute on function membership.measure_register() to gonghui_app;

-- Of an account that was closed nothing stays that says who it was: what stood in the files that were made one goes with it.
grant delete on membership.merge to gonghui_app;
