-- Personal links to a survey: ms_{id}_{secret}; only the SHA-256 of the secret is kept. Whether a link is in force, revoked or expired stands
-- on the ledger and nowhere else, so that the two cannot disagree.
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
grant select, insert on access.survey_links to mentorshipflow_app;
