-- The application appends and reads; the auditor reads. Neither owns anything here.
grant usage on schema ledger, vault, keys, access, views to mentorshipflow_app;
grant select, insert on ledger.entries, ledger.nodes to mentorshipflow_app;
grant select, update on ledger.head to mentorshipflow_app;
grant select, insert, delete on vault.texts, vault.files, keys.data_keys to mentorshipflow_app;
grant select, insert, update on access.keys to mentorshipflow_app;
grant select, insert, update, delete on all tables in schema views to mentorshipflow_app;

grant usage on schema ledger to mentorshipflow_auditor;
grant select on ledger.head, ledger.entries, ledger.nodes to mentorshipflow_auditor;
