-- What a person has redeemed is read by the person when two files become one.
create index redemption_person on benefits.redemption (person_id);
