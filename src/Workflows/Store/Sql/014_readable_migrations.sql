-- A server asks whether the schema is the one that it was written for.
grant usage on schema migrations to mentorshipflow_app;
grant select on migrations.applied to mentorshipflow_app;
