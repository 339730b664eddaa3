-- What has been used is owed to a merchant until it is paid; a loss that the union bears is paid from the budget too. Finance
-- asks for all of it by budget item.
alter table funds.source add column budget_item text not null default '' check (length(budget_item) <= 60);
grant update (budget_item) on funds.source to gonghui_app;

-- compensated: taken from the budget for what a merchant gave in good faith and no voucher stands for.
-- paid: left the union's bank account, on a settlement statement.
alter table funds.account drop constraint account_kind_check;
alter table funds.account add constraint account_kind_check check (kind in
  ('granted', 'budget', 'set_aside', 'held', 'issued', 'redeemed', 'lapsed', 'returned', 'compensated', 'paid'));
select set_config('app.scope', '*', true);
insert into funds.account (id, source_id, node, kind)
  select kernel.uuidv7(), s.id, s.node, k.kind from funds.source s
  cross join (values ('compensated'), ('paid')) as k (kind);
select set_config('app.scope', '', true);
