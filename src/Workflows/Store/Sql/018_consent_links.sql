-- Personal links to one consent: mc_{id}_{secret}; only the SHA-256 of the secret is kept. Whether a link is in force, answered, revoked or
-- expired stands on the ledger and nowhere else.
create table access.consent_links (
    id uuid primary key,
    organisation uuid not null,
    person uuid not null,
    signer uuid not null,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32)
);

create index on access.consent_links (organisation, person);

grant select, insert, delete on access.consent_links to mentorshipflow_app;
