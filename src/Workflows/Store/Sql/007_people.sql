-- Persons: their details lie here, sealed under a key of each person's own; the event holds reference and commitment.
create table vault.people (
    person uuid primary key,
    organisation uuid not null,
    ref uuid not null,
    -- As in vault.texts; the text is the canonical JSON of src/Workflows/Vault/PersonDetails.cs.
    sealed bytea not null,
    -- HMAC of organisation, name and birth date under a key that the database never sees: finds the same person, and says nothing.
    token bytea not null check (octet_length(token) = 32),
    -- Name and birth date are both known, and nobody said that this is a namesake.
    certain boolean not null
);

create unique index people_same_person on vault.people (organisation, token) where certain;
create index people_by_token on vault.people (organisation, token);

-- An erasure finds what is a person's, and a reader of a reference finds whose text it was.
create index texts_by_owner on vault.texts (owner);
create index files_by_owner on vault.files (owner);

create table vault.erasures (
    person uuid primary key,
    organisation uuid not null,
    erasure_case uuid not null,
    -- Everything was destroyed, the key too.
    whole boolean not null,
    -- False until no destroyed key is left in a hole of a page: who finds it false at a start finishes it.
    swept boolean not null default false,
    act_number text,
    act_on text
);

create table vault.destroyed_texts (
    ref uuid primary key,
    person uuid not null references vault.erasures
);

-- Under which key-encryption key a data key lies; null was written before they were named.
alter table keys.data_keys add column kek text;

-- Key-encryption keys that a rotation has taken out of use.
create table keys.retired (
    kek text primary key,
    retired_at timestamptz not null default now()
);

-- A node that has not heard of a rotation is told, and comes again with the new one.
create function keys.usable(asked text) returns boolean language plpgsql volatile as $$
begin
    if exists (select from keys.retired r where r.kek = asked) then
        raise exception 'key-encryption key % was retired by a rotation', asked using errcode = 'MF002';
    end if;
    return true;
end $$;

-- Deleted rows stay in their pages until something is written over them. TRUNCATE gives the table a new file and the old one back to the system;
-- only what lives is put into the new one. The application may ask for this and for nothing else that takes an owner.
create function keys.rewrite_data_keys() returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Under an older snapshot, rows that were committed since would be lost.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'data keys are rewritten in a transaction that is read committed' using errcode = 'MF003';
    end if;
    lock table keys.data_keys in access exclusive mode;
    create temporary table living on commit drop as select * from keys.data_keys;
    truncate keys.data_keys;
    insert into keys.data_keys select * from living;
    drop table living;
end $$;

revoke all on function keys.rewrite_data_keys() from public;
grant execute on function keys.rewrite_data_keys() to mentorshipflow_app;

-- Whose data were read, and which erasures an organisation has: found without reading the whole ledger.
create index entries_about_persons on ledger.entries using gin ((body::jsonb -> 'persons') jsonb_path_ops) where type in ('personal_data_viewed', 'export_made');
create index entries_of_erasures on ledger.entries (organisation, position) where type in ('erasure_requested', 'erasure_assessed', 'personal_data_erased', 'erasure_act_filed');

grant select, insert, update, delete on vault.people to mentorshipflow_app;
grant select, insert, update on vault.erasures to mentorshipflow_app;
grant select, insert on vault.destroyed_texts to mentorshipflow_app;
grant select on keys.retired to mentorshipflow_app;

-- What was deleted is swept by PostgreSQL itself within a minute: its key is gone, and its room is needed.
alter table vault.people set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
alter table vault.texts set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
alter table vault.files set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
