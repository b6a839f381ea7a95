-- Codes to type in the place of a personal link. Only the HMAC of a code under the fingerprint key is kept; whether its link is in force
-- stands on the ledger and nowhere else.
create table access.link_codes (
    fingerprint text primary key,
    link uuid not null,
    organisation uuid not null,
    seal bytea not null check (octet_length(seal) = 32)
);

create index on access.link_codes (organisation);

grant select, insert, delete on access.link_codes to mentorshipflow_app;
