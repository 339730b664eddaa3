-- How many units of a kind each union below gets in every round: served to its own people first, for so long after the opening.
create table benefits.union_quota (
  -- Kinds of a draft are written anew with every change of it, under their ids.
  kind_id uuid not null references benefits.voucher_kind (id) deferrable initially deferred,
  organisation_id uuid not null,
  -- Of the campaign.
  node ltree not null,
  units integer not null check (units > 0),
  spill_minutes integer not null check (spill_minutes between 1 and 44640),
  primary key (kind_id, organisation_id)
);
create index union_quota_organisation on benefits.union_quota (organisation_id);
grant select, insert, update, delete on benefits.union_quota to gonghui_app;
alter table benefits.union_quota enable row level security;
alter table benefits.union_quota force row level security;
create policy union_quota_staff on benefits.union_quota using (kernel.scope() @> node) with check (kernel.scope() @> node);
