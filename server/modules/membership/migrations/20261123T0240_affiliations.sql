-- Further unions serve a person by workplace, residence or platform; the primary one counts them.
alter table membership.membership add column basis text check (basis in ('workplace', 'residence', 'platform'));
