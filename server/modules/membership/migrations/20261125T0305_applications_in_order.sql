-- Applications are listed by the unions that are read (ids, which an index compares behind row level security; paths it does not), those
-- that were answered in the order in which they came in.
create index application_organisation on membership.application (organisation_id, submitted_at desc, id desc);
create index application_answered on membership.application (submitted_at desc, id desc) where state in ('approved', 'refused', 'withdrawn');
