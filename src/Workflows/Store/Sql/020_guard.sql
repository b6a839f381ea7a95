-- No row that gives a right is believed for itself. A seal is an HMAC under a key that the database never sees, over the columns that give
-- the right (src/Workflows/Vault/RowSeals.cs). What is in force, and with which roles, stands on the ledger and nowhere else.
alter table access.keys drop column roles;
alter table access.keys add column seal bytea not null check (octet_length(seal) = 32);
alter table access.survey_links add column seal bytea not null check (octet_length(seal) = 32);
alter table access.consent_links add column seal bytea not null check (octet_length(seal) = 32);
alter table access.sessions add column seal bytea not null check (octet_length(seal) = 32);
alter table access.entrances add column seal bytea not null check (octet_length(seal) = 32);
alter table access.accounts add column seal bytea not null check (octet_length(seal) = 32);
alter table access.account_persons add column seal bytea not null check (octet_length(seal) = 32);
alter table access.passkeys add column seal bytea not null check (octet_length(seal) = 32);
alter table access.portal_logins add column seal bytea not null check (octet_length(seal) = 32);
alter table access.invitations add column seal bytea not null check (octet_length(seal) = 32);

-- Of a key only one thing ever changes, and only once.
create function access.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a key is only revoked: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'MF001';
end $$;

create trigger only_revoked before update on access.keys for each row
    when (not new.revoked or (new.id, new.organisation, new.person, new.integrator, new.secret_sha256, new.seal)
        is distinct from (old.id, old.organisation, old.person, old.integrator, old.secret_sha256, old.seal))
    execute function access.refuse();

-- The application changes the columns that its work changes, and no others.
revoke update on access.keys, access.sessions, access.entrances, access.accounts, access.account_persons, access.passkeys,
    access.portal_logins, access.invitations, access.attempts, access.account_events, vault.people, vault.erasures from mentorshipflow_app;
revoke delete on access.invitations, access.account_events from mentorshipflow_app;
grant update (revoked) on access.keys to mentorshipflow_app;
grant update (key, seen_at, ended, seal) on access.sessions to mentorshipflow_app;
grant update (used) on access.entrances to mentorshipflow_app;
grant update (password_hash, second_factor, recovery_codes, used_codes, seal) on access.accounts to mentorshipflow_app;
grant update (name, info, seal) on access.passkeys to mentorshipflow_app;
grant update (seal) on access.portal_logins to mentorshipflow_app;
grant update (used_at) on access.invitations to mentorshipflow_app;
grant update (failures, at, locked_until) on access.attempts to mentorshipflow_app;
grant update (ref, sealed, token, year_token, certain) on vault.people to mentorshipflow_app;
grant update (erasure_case, whole, swept, act_number, act_on) on vault.erasures to mentorshipflow_app;

-- Everything unsealed beside a box is bound to it (src/Workflows/Vault/VaultBinding.cs).
comment on column vault.texts.sealed is 'AES-256-GCM; associated data binds ref, organisation, owner and specialist';
comment on column vault.people.sealed is 'AES-256-GCM; associated data binds ref, organisation, person and tokens';
comment on column vault.files.sealed is 'AES-256-GCM; associated data binds name, organisation, owner, media type and size';
comment on column keys.data_keys.wrapped is 'AES-256-GCM; associated data binds owner and generation';
