-- A small union's page of the audit is looked for among everybody's, newest first. With the place in the index, and what a page is ordered
-- by, others' records are passed over without being fetched.
drop index kernel.audit_record_at;
create index audit_record_at on kernel.audit_record (at desc, chain desc, seq desc) include (node);
