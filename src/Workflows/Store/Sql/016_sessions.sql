-- Sessions in a browser: mw_{id}_{secret} in a cookie; only the SHA-256 of the secret is kept. A session acts with the rights of one key
-- and ends with it.
create table access.sessions (
    id uuid primary key,
    key uuid not null references access.keys,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    started_at timestamptz not null,
    seen_at timestamptz not null,
    ended boolean not null default false
);

create index on access.sessions (seen_at);

-- Links that sign a person in once: me_{id}_{secret}.
create table access.entrances (
    id uuid primary key,
    key uuid not null references access.keys,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    valid_until timestamptz not null,
    used boolean not null default false
);

grant select, insert, update, delete on access.sessions, access.entrances to mentorshipflow_app;
