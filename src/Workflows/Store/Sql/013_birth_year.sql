-- HMAC of organisation, name and birth year, or of no year: finds a person of whom one side knows the year alone. Null: written before there was one;
-- the program, which has the key, completes it before the organisation next looks for somebody.
alter table vault.people add column year_token bytea check (octet_length(year_token) = 32);

create index people_by_year on vault.people (organisation, year_token);
drop index vault.people_by_token;
