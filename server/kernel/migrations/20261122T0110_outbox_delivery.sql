-- Handing out the outbox: events are numbered and made known at once, and delivered to subscribers until each has succeeded.
-- kernel.announce sends no NOTIFY: its commit would hold a lock of the whole cluster, and quotas would wait for each other.
-- The one dispatcher looks at a tiny partial index instead, and sends the NOTIFY in a transaction of its own.
alter table kernel.outbox
  add column delivered_at timestamptz,
  add column next_attempt_at timestamptz not null default '-infinity';
create index outbox_undelivered on kernel.outbox (position) where position is not null and delivered_at is null;
create index outbox_delivered on kernel.outbox (delivered_at) where delivered_at is not null;

-- Numbers up to p_limit waiting events in the order they were announced, and tells listeners (channel kernel_event;
-- what is too large for a notification is told by its position alone). Only the dispatcher calls this, one call at a time,
-- so a reader that has seen position n never finds a smaller one later. Events whose topic fits none of p_patterns have
-- no subscriber and count as delivered. Gives how many were numbered.
create function kernel.outbox_number(p_limit integer, p_patterns text[], p_notify boolean) returns setof kernel.outbox
  language plpgsql as $$
declare
  v_event kernel.outbox;
  v_body text;
begin
  for v_event in
    with waiting as materialized (
      select id from kernel.outbox where position is null order by created_at, id limit p_limit
    ), numbered as materialized (
      select id, nextval('kernel.outbox_position') as position from waiting
    ), done as (
      update kernel.outbox o set position = n.position,
        delivered_at = case when o.topic like any (p_patterns) then null else clock_timestamp() end
      from numbered n where o.id = n.id and o.position is null
      returning o.*
    ) select * from done order by position
  loop
    if p_notify then
      v_body := json_build_object('position', v_event.position, 'id', v_event.id, 'topic', v_event.topic,
        'node', v_event.node, 'at', v_event.created_at, 'payload', v_event.payload)::text;
      if octet_length(v_body) > 7000 then
        v_body := json_build_object('position', v_event.position)::text;
      end if;
      perform pg_notify('kernel_event', v_body);
    end if;
    return next v_event;
  end loop;
end $$;
