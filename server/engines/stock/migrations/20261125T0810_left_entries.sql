-- Whoever closes their account leaves the windows that are still to be served: the entry keeps its number and place in the order, and wins nothing.
alter table stock.entry drop constraint entry_outcome_check;
alter table stock.entry add constraint entry_outcome_check check (outcome in ('won', 'lost', 'capped', 'left'));
