-- The application appends and reads; the auditor reads. Neither owns anything here.
grant usage on schema ledger, seal, projections, wolverine, webhooks, vault, keys, access, migrations to mentorshipflow_app;
grant select, insert on ledger.mt_events, seal.leaves, seal.nodes to mentorshipflow_app;
grant select, insert, update (version, timestamp) on ledger.mt_streams to mentorshipflow_app;
grant select on ledger.entries to mentorshipflow_app;
grant select, update (size, recorded_at, frontier) on seal.head to mentorshipflow_app;
grant usage, select, update on sequence ledger.mt_events_sequence to mentorshipflow_app;
grant select, insert, update, delete
    on ledger.mt_event_progression, ledger.mt_event_projection_floors, ledger.mt_high_water_skips, ledger.mt_doc_deadletterevent to mentorshipflow_app;
grant select, insert, update, delete on all tables in schema projections to mentorshipflow_app;
grant select, insert, update, delete on all tables in schema wolverine to mentorshipflow_app;
grant usage, select, update on all sequences in schema wolverine to mentorshipflow_app;
grant select, insert, update, delete on webhooks.lanes, webhooks.attempts to mentorshipflow_app;

grant select, insert, delete on vault.texts, vault.files, keys.data_keys to mentorshipflow_app;
grant update (sealed) on vault.texts, vault.files to mentorshipflow_app;
grant select, insert, update, delete on vault.people to mentorshipflow_app;
grant select, insert, update on vault.erasures to mentorshipflow_app;
grant select, insert on vault.destroyed_texts, vault.destroyed_files to mentorshipflow_app;
grant select on keys.retired to mentorshipflow_app;
grant execute on function keys.rewrite_data_keys() to mentorshipflow_app;

grant select, insert, update on access.keys to mentorshipflow_app;
grant select, insert on access.survey_links to mentorshipflow_app;

-- A server asks whether the schema is the one that it was written for.
grant select on migrations.applied to mentorshipflow_app;

grant usage on schema ledger, seal to mentorshipflow_auditor;
grant select on ledger.mt_events, ledger.mt_streams, ledger.entries, seal.head, seal.leaves, seal.nodes to mentorshipflow_auditor;
