-- The states of a membership, with a dated history. What holds has no last day; the rest is over.
alter table membership.membership drop constraint membership_state_check;
alter table membership.membership drop constraint membership_check;
drop index membership.membership_primary;
drop index membership.membership_once;
drop index membership.membership_node;
-- An update fires the trigger that counts members; nobody's counting changes here.
alter table membership.membership disable trigger tally_changed_members;
update membership.membership set state = 'resigned' where state = 'left';
alter table membership.membership enable trigger tally_changed_members;
alter table membership.membership
  add constraint membership_state_check check (state in ('active', 'transferring', 'retained', 'suspended', 'resigned', 'expelled',
    'closed', 'transferred')),
  add constraint membership_check
    check ((state in ('active', 'transferring', 'retained', 'suspended')) = (valid_to is null));
create unique index membership_primary on membership.membership (person_id) where is_primary and valid_to is null;
create unique index membership_once on membership.membership (person_id, organisation_id) where valid_to is null;
create index membership_node on membership.membership using gist (node) where valid_to is null;

-- Retained memberships rest: they are listed, and counted apart.
create or replace function membership.counts_as_member(p_state text) returns boolean language sql immutable parallel safe as $$
  select p_state in ('active', 'transferring', 'suspended')
$$;

-- True where welfare is open to this membership: in a retained one only if its union says so.
create function membership.has_welfare(p_state text, p_organisation uuid) returns boolean language sql stable parallel safe as $$
  select p_state in ('active', 'transferring')
    or (p_state = 'retained' and exists (select from membership.union_setting s
      where s.organisation_id = p_organisation and s.retained_welfare))
$$;

-- Append-only: what a membership was until a day, and why it became something else.
create table membership.state_change (
  id uuid primary key,
  membership_id uuid not null references membership.membership (id),
  person_id uuid not null references membership.person (id),
  node ltree not null,
  from_state text not null,
  to_state text not null check (to_state <> from_state),
  on_day date not null,
  reason text not null check (reason <> ''),
  by_label text not null,
  at timestamptz not null default clock_timestamp()
);
create index state_change_membership on membership.state_change (membership_id, at);
create index state_change_person on membership.state_change (person_id, at);
create index state_change_node on membership.state_change using gist (node);
grant select, insert, update on membership.state_change to gonghui_app;
alter table membership.state_change enable row level security;
alter table membership.state_change force row level security;
create policy state_change_scope on membership.state_change
  using ((select kernel.scope()) @> node or person_id = (select kernel.person()))
  with check ((select kernel.scope()) @> node);
