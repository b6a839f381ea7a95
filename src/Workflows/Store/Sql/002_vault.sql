-- Texts about people lie here, encrypted, and not on the ledger; the event holds reference and commitment.
create schema vault;
create schema keys;

-- Data keys, wrapped by a key that the database never sees. In a schema of their own, so that they can be backed up apart.
create table keys.data_keys (
    owner text primary key,
    wrapped bytea not null,
    created_at timestamptz not null default now()
);

create table vault.texts (
    ref uuid primary key,
    organisation uuid not null,
    owner text not null,
    -- 12 bytes nonce, then AES-256-GCM ciphertext of 32 bytes salt and the UTF-8 text, then 16 bytes tag; associated data is the ref.
    sealed bytea not null
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
