-- Which days are worked, and clocks that count them. The calendar is the whole country's, so it lies on no node.
create schema deadlines;
grant usage on schema deadlines to gonghui_app;

create table deadlines.calendar_year (
  year integer primary key check (year between 2000 and 2099),
  -- The decree, or whatever else this year was taken from.
  source text not null check (length(source) between 1 and 200),
  -- True until the year's own decree has been read.
  provisional boolean not null,
  edition integer not null default 1,
  updated_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on deadlines.calendar_year to gonghui_app;

-- Days that are not what their weekday says: free on a weekday, worked on a weekend; free weekends of a holiday too, as decreed.
create table deadlines.calendar_day (
  day date primary key,
  year integer not null references deadlines.calendar_year (year),
  kind text not null check (kind in ('free', 'worked')),
  name text not null default '' check (length(name) <= 40),
  check (extract(year from day) = year)
);
create index calendar_day_year on deadlines.calendar_day (year, day);
grant select, insert, delete on deadlines.calendar_day to gonghui_app;

-- One thing's time for one step. `days` working days after `from_on`; due_on follows from them and from the calendar as it is.
create table deadlines.clock (
  id uuid primary key,
  object_type text not null check (object_type ~ '^[a-z][a-z_]*$'),
  object_id uuid not null,
  node ltree not null,
  kind text not null check (kind ~ '^[a-z][a-z_]*$'),
  days integer not null check (days between 0 and 1000),
  from_on date not null,
  due_on date not null check (due_on >= from_on),
  started_at timestamptz not null default clock_timestamp(),
  paused_on date,
  stopped_on date,
  check (paused_on is null or paused_on >= from_on),
  check (stopped_on is null or stopped_on >= from_on)
);
create unique index clock_running on deadlines.clock (object_type, object_id, kind) where stopped_on is null;
create index clock_object on deadlines.clock (object_type, object_id);
create index clock_due on deadlines.clock (due_on) where stopped_on is null and paused_on is null;
create index clock_node on deadlines.clock using gist (node);
grant select, insert, update on deadlines.clock to gonghui_app;
alter table deadlines.clock enable row level security;
alter table deadlines.clock force row level security;
create policy clock_scope on deadlines.clock using (kernel.scope() @> node) with check (kernel.scope() @> node);

insert into deadlines.calendar_year (year, source, provisional) values
  (2025, '国务院办公厅关于2025年部分节假日安排的通知（2024-11-12）', false),
  (2026, '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）', false);
insert into deadlines.calendar_day (day, year, kind, name)
  select d::date, extract(year from d)::integer, 'free', h.name
  from (values
    ('元旦', '2025-01-01', '2025-01-01'), ('春节', '2025-01-28', '2025-02-04'), ('清明节', '2025-04-04', '2025-04-06'),
    ('劳动节', '2025-05-01', '2025-05-05'), ('端午节', '2025-05-31', '2025-06-02'),
    ('国庆节、中秋节', '2025-10-01', '2025-10-08'),
    ('元旦', '2026-01-01', '2026-01-03'), ('春节', '2026-02-15', '2026-02-23'), ('清明节', '2026-04-04', '2026-04-06'),
    ('劳动节', '2026-05-01', '2026-05-05'), ('端午节', '2026-06-19', '2026-06-21'), ('中秋节', '2026-09-25', '2026-09-27'),
    ('国庆节', '2026-10-01', '2026-10-07')
  ) as h (name, first, last), generate_series(h.first::date, h.last::date, interval '1 day') d
  union all
  select day::date, extract(year from day::date)::integer, 'worked', name
  from (values
    ('2025-01-26', '春节'), ('2025-02-08', '春节'), ('2025-04-27', '劳动节'), ('2025-09-28', '国庆节、中秋节'),
    ('2025-10-11', '国庆节、中秋节'),
    ('2026-01-04', '元旦'), ('2026-02-14', '春节'), ('2026-02-28', '春节'), ('2026-05-09', '劳动节'),
    ('2026-09-20', '国庆节'), ('2026-10-10', '国庆节')
  ) as w (day, name);
