-- Names and texts about people lie here, encrypted, and not on the ledger; the event holds reference and commitment.
create schema vault;
create schema keys;

-- Data keys, wrapped by a key that the database never sees. In a schema of their own, so that they can be backed up apart.
create table keys.data_keys (
    owner text primary key,
    wrapped bytea not null,
    created_at timestamptz not null default now(),
    -- The key-encryption key under which it lies.
    kek text not null,
    -- A person gets another key when a part of the person's data is destroyed; the next generation is sealed under it.
    generation integer not null default 1
);

-- Key-encryption keys that a rotation has taken out of use.
create table keys.retired (
    kek text primary key,
    retired_at timestamptz not null default now()
);

create table vault.texts (
    ref uuid primary key,
    organisation uuid not null,
    owner text not null,
    -- 12 bytes nonce, then AES-256-GCM ciphertext of 32 bytes salt and the UTF-8 text, then 16 bytes tag; associated data is the ref.
    sealed bytea not null,
    -- A psychologist or social worker told it about a person: fewer may read it.
    specialist boolean not null default false
);

-- Uploaded files, by the hash of their content and by organisation.
create table vault.files (
    organisation uuid not null,
    sha256 text not null check (length(sha256) = 64),
    media_type text not null,
    size bigint not null check (size >= 0),
    owner text not null,
    sealed bytea not null,
    primary key (organisation, sha256)
);

create table vault.people (
    person uuid primary key,
    organisation uuid not null,
    ref uuid not null,
    -- As in vault.texts; the text is the canonical JSON of src/Workflows/Vault/PersonDetails.cs.
    sealed bytea not null,
    -- HMAC of organisation, name and birth date under a key that the database never sees: finds the same person, and says nothing.
    token bytea not null check (octet_length(token) = 32),
    -- Likewise with the birth year, or no year: finds a person of whom one side knows the year alone.
    year_token bytea not null check (octet_length(year_token) = 32),
    -- Name and birth date are both known, and nobody said that this is a namesake.
    certain boolean not null
);

create unique index people_same_person on vault.people (organisation, token) where certain;
create index people_by_year on vault.people (organisation, year_token);

-- An erasure finds what is a person's, and a reader of a reference finds whose text it was.
create index texts_by_owner on vault.texts (owner);
create index files_by_owner on vault.files (owner);

create table vault.erasures (
    person uuid primary key,
    organisation uuid not null,
    erasure_case uuid not null,
    -- Everything was destroyed, the key too.
    whole boolean not null,
    -- False until no destroyed key is left in a hole of a page; a start that finds it false finishes it.
    swept boolean not null default false,
    act_number text,
    act_on text
);

create table vault.destroyed_texts (
    ref uuid primary key,
    person uuid not null references vault.erasures
);

create table vault.destroyed_files (
    organisation uuid not null,
    sha256 text not null,
    person uuid not null references vault.erasures,
    primary key (organisation, sha256)
);

-- Refuses a key-encryption key that a rotation has retired: the caller tries again with the new one.
create function keys.usable(asked text) returns boolean language plpgsql volatile as $$
begin
    if exists (select from keys.retired r where r.kek = asked) then
        raise exception 'key-encryption key % was retired by a rotation', asked using errcode = 'MF002';
    end if;
    return true;
end $$;

-- Whether an owner has a key. Refuses what was sealed under an earlier one: the caller tries again with the present one.
create function keys.seals(asked text, sealed_under integer) returns boolean language plpgsql volatile as $$
declare
    present integer;
begin
    select k.generation into present from keys.data_keys k where k.owner = asked;
    if present <> sealed_under then
        raise exception 'the key of % is another since', asked using errcode = 'MF002';
    end if;
    return present is not null;
end $$;

-- Anything stored about a person after the rows were read for sealing anew would be lost with the earlier key.
create function vault.demand_only(asked uuid, known_texts uuid[], known_details uuid[], known_files text[]) returns void language plpgsql volatile as $$
begin
    if exists (select from vault.texts t where t.owner = 'person-' || asked and t.ref <> all (known_texts))
        or exists (select from vault.people p where p.person = asked and p.ref <> all (known_details))
        or exists (select from vault.files f where f.owner = 'person-' || asked and f.sha256 <> all (known_files)) then
        raise exception 'more is stored about % since', asked using errcode = 'MF002';
    end if;
end $$;

-- Deleted rows stay in their pages until something is written over them. TRUNCATE gives the table a new file and the old one back to the
-- system; only living rows are put into the new one. The application may ask for this and for nothing else that takes an owner.
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

-- Deleted rows are swept by PostgreSQL itself within a minute: their key is gone, and their room is needed.
alter table vault.people set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
alter table vault.texts set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
alter table vault.files set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
