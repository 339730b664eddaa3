-- Whoever receives a service sees it, and whoever serves; the server itself sees them all by a policy of its own, as a backup asks for.
create policy service_server on membership.service for select using ((select kernel.is_system()));
