-- Shares of a voucher kind: for a branch, for people with a tag, or for direct awards; each round is published with them.
alter table benefits.voucher_kind add column shares jsonb not null default '[]' check (jsonb_typeof(shares) = 'array');
-- Whether what is awarded directly needs a second person's yes.
alter table benefits.campaign add column awards_checked boolean not null default true;
