-- What a change did when it was made: old and new, money, whom it touched. Its plan would say something else afterwards.
alter table benefits.change_request add column done jsonb;
grant update (done) on benefits.change_request to gonghui_app;
