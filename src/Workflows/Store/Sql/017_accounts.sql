-- Accounts of people. A login is found by its HMAC and shown from its sealed form, both under keys that the database never sees; so are the
-- secret of the second factor and the recovery codes. Passwords are hashed as ASP.NET Core Identity does it.
create table access.accounts (
    id uuid primary key,
    login_fingerprint text not null unique,
    login bytea not null,
    password_hash text,
    second_factor bytea,
    used_codes text[] not null default '{}',
    recovery_codes text[] not null default '{}',
    made_at timestamptz not null
);

-- Whose keys an account acts with. One invitation adds one line, so nobody gains the rights of a person of another organisation.
create table access.account_persons (
    organisation uuid not null,
    person uuid not null,
    account uuid not null references access.accounts on delete cascade,
    primary key (organisation, person)
);

create index on access.account_persons (account);

create table access.passkeys (
    credential bytea primary key,
    account uuid not null references access.accounts on delete cascade,
    name text not null,
    info jsonb not null
);

create index on access.passkeys (account);

-- The subject at an OpenID Connect provider that a person linked with the account.
create table access.portal_logins (
    issuer text not null,
    subject text not null,
    account uuid not null references access.accounts on delete cascade,
    primary key (issuer, subject)
);

create index on access.portal_logins (account);

-- Invitations that work once: mi_{id}_{secret}, or a code of 12 characters, found by its first four.
create table access.invitations (
    id uuid primary key,
    key uuid not null references access.keys,
    organisation uuid not null,
    person uuid not null,
    issued_by uuid,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    code_place text not null,
    code_fingerprint text not null,
    valid_until timestamptz not null,
    used_at timestamptz
);

create index on access.invitations (code_place);
create index on access.invitations (key);

-- Wrong passwords and codes, by a fingerprint of what was tried: kept alike for logins that do not exist.
create table access.attempts (
    subject text primary key,
    failures int not null,
    at timestamptz not null,
    locked_until timestamptz
);

create index on access.attempts (at);

-- What happened to an account, for its person to see.
create table access.account_events (
    account uuid not null references access.accounts on delete cascade,
    at timestamptz not null,
    what text not null,
    by_person uuid
);

create index on access.account_events (account, at);

alter table access.sessions add column account uuid references access.accounts on delete cascade;
alter table access.sessions add column device text not null default '';
create index on access.sessions (account);

grant select, insert, update, delete on access.accounts, access.account_persons, access.passkeys, access.portal_logins,
    access.invitations, access.attempts, access.account_events to mentorshipflow_app;
