-- A merchant's finance person signs the printed statement: the paper stands in the history of the step, for good.
alter table benefits.statement_step add column file_id uuid references kernel.file (id);
