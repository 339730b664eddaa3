-- Whoever holds a phone may write any company's code into an application: one that waits must not keep the company itself out.
drop index benefits.merchant_application_open;
create unique index merchant_application_open on benefits.merchant_application (organisation_id, credit_code, phone_index)
  where state = 'submitted';
