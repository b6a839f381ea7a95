-- API keys: mf_{id}_{secret}; only the SHA-256 of the secret is kept. That a key was issued or revoked stands on the ledger.
create schema access;

create table access.keys (
    id uuid primary key,
    organisation uuid not null,
    person uuid,
    integrator uuid,
    roles text[] not null check (cardinality(roles) > 0),
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    revoked boolean not null default false,
    -- A key speaks for one person or one integrator.
    check ((person is null) <> (integrator is null))
);

create index on access.keys (organisation);

-- Personal links to a survey: ms_{id}_{secret}; only the SHA-256 of the secret is kept. Whether a link is in force, revoked or expired
-- stands on the ledger and nowhere else, so that the two cannot disagree.
create table access.survey_links (
    id uuid primary key,
    organisation uuid not null,
    programme uuid not null,
    wave uuid not null,
    person uuid not null,
    role text not null check (role in ('mentee', 'mentor')),
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32)
);

create index on access.survey_links (organisation, person);
