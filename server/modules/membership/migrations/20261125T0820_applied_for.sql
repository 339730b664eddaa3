-- Somebody whom the union knows without a membership asks to join at its office: an officer hands the application in, another one answers.
alter table membership.application drop constraint application_channel_check;
alter table membership.application add constraint application_channel_check check (channel in ('page', 'code', 'invitation', 'office'));
-- People without a membership are few among members, and are looked for alone.
create index person_without_membership on membership.person (pinyin collate "C", id) include (node)
  where left_at is null and member_number is null;
