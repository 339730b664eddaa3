-- Vouchers against an old article (trade-in): its kind and number are written down with the redemption.
alter table benefits.voucher_kind add column trade_in boolean not null default false;
-- Whether a number was used before, a till without network cannot know.
alter table benefits.voucher_kind add constraint trade_in_needs_network check (not (trade_in and offline_allowed));

create table benefits.old_article (
  redemption_id uuid primary key references benefits.redemption (id),
  campaign_id uuid not null references benefits.campaign (id),
  node ltree not null,
  campaign_node ltree not null,
  kind text not null check (length(kind) between 1 and 40),
  -- As it was typed, and as it is compared: capital letters and digits only.
  number text not null check (length(number) between 1 and 60),
  number_key text not null check (number_key <> ''),
  -- Set when the redemption was taken back: the article may be traded in again.
  released_at timestamptz
);
create unique index old_article_once on benefits.old_article (campaign_id, number_key) where released_at is null;
grant select, insert on benefits.old_article to gonghui_app;
grant update (released_at) on benefits.old_article to gonghui_app;
alter table benefits.old_article enable row level security;
alter table benefits.old_article force row level security;
create policy old_article_merchant on benefits.old_article
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy old_article_union on benefits.old_article for select using (kernel.scope() @> campaign_node);

-- Whoever takes a redemption back, or gives its voucher out anew, sets the old article free. (That a voucher may be given out
-- anew is said by a column of a later migration; by its name in the row, so that the order does not matter.)
create function benefits.release_old_article() returns trigger language plpgsql as $$
begin
  if new.undone_at is not null or to_jsonb(new) ->> 'reissued_at' is not null then
    update benefits.old_article set released_at = clock_timestamp()
      where redemption_id = new.id and released_at is null;
  end if;
  return null;
end $$;
create trigger release_old_article after update on benefits.redemption
  for each row execute function benefits.release_old_article();
