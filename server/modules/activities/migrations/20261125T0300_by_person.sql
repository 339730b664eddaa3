-- What a person has here is read by the person: when two files become one, and when an account is closed.
create index answer_person on activities.answer (person_id);
create index bar_person_all on activities.bar (person_id);
create index reminder_person on activities.reminder (person_id);
