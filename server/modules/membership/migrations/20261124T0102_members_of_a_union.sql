-- Who is or was a member of one union: asked before a union that an import made is taken away with it, and when a union is closed.
create index membership_organisation on membership.membership (organisation_id);
