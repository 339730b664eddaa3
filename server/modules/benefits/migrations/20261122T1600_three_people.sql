-- How many people a union's campaigns need: who writes, who checks, who approves; a small union may do with two.
create table benefits.office (
  node ltree primary key,
  organisation_id uuid not null,
  people smallint not null check (people in (2, 3)),
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on benefits.office to gonghui_app;
alter table benefits.office enable row level security;
alter table benefits.office force row level security;
create policy office_scope on benefits.office using (kernel.scope() @> node) with check (kernel.scope() @> node);
-- What a union has laid down holds below it too, so those below may read it.
create policy office_below on benefits.office for select using (kernel.scope() <@ node);

alter table benefits.campaign
  -- The step that the campaign waits for while it lies with others.
  add column awaits text check (awaits in ('checked', 'approved')),
  add column approved_by uuid,
  add column approved_by_name text;
update benefits.campaign set awaits = 'approved' where state = 'submitted';
alter table benefits.campaign
  add constraint campaign_awaits check ((state = 'submitted') = (awaits is not null)),
  add constraint campaign_approved_by_another check (
    approved_by is null or (approved_by <> checked_by
      and (submitted_by is null or approved_by <> submitted_by) and (created_by is null or approved_by <> created_by)));
