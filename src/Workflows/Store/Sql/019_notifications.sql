-- Daily digests by mail: one row for each account that asked for them. The address lies sealed under a key of the safe, like the login, and
-- goes with the account. No letter is kept.
create table access.digests (
    account uuid primary key references access.accounts on delete cascade,
    -- The organisation whose clock counts.
    organisation uuid not null,
    address bytea not null,
    -- Counts the addresses of the account: links that were sent to an earlier one open nothing.
    number int not null,
    asked_at timestamptz not null,
    confirmed_at timestamptz,
    -- Refused: the mail server of the address refused it several times in a row.
    status text not null check (status in ('asked', 'on', 'stopped', 'refused')),
    language text not null check (language in ('ru', 'en')),
    hour int not null check (hour between 0 and 23),
    -- 1 Monday to 7 Sunday.
    days int[] not null check (cardinality(days) > 0),
    -- The last day whose digest was sent, or was empty.
    done_on date,
    refusals int not null default 0
);

create index on access.digests (organisation);

-- Secret addresses of calendars: mt_{id}_{secret}; only the SHA-256 of the secret is kept.
create table access.calendars (
    id uuid primary key,
    account uuid not null unique references access.accounts on delete cascade,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    language text not null check (language in ('ru', 'en')),
    made_at timestamptz not null,
    -- An HMAC under a key of the safe over id, account and secret: whoever writes a row reads no calendar.
    seal bytea not null check (octet_length(seal) = 32)
);

grant select, insert, update, delete on access.digests, access.calendars to mentorshipflow_app;
