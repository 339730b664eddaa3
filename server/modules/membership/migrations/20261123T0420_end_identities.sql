-- Staff end the links of parent apps together with the number or the membership of the people in their scope; they make none.
create policy person_identity_seen on membership.person_identity for select
  using (exists (select from membership.person p where p.id = person_id and (select kernel.scope()) @> p.node));
create policy person_identity_ended on membership.person_identity for delete
  using (exists (select from membership.person p where p.id = person_id and (select kernel.scope()) @> p.node));
