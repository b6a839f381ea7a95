-- How far each webhook got on each stream, and what came of each attempt. Which webhooks there are stands on the ledger.
create schema webhooks;

-- Events of one stream are sent in their order: what cannot be delivered holds up its own stream and no other.
create table webhooks.lanes (
    webhook uuid not null,
    stream text not null,
    -- Everything before this position is delivered, set aside or unwanted.
    position bigint not null,
    attempts int not null default 0,
    failing_since timestamptz,
    next_try timestamptz,
    primary key (webhook, stream)
);

create table webhooks.attempts (
    webhook uuid not null,
    position bigint not null,
    attempted_at timestamptz not null,
    milliseconds int not null,
    -- Null where no answer came.
    status int,
    -- delivered, retried, dead
    outcome text not null check (outcome in ('delivered', 'retried', 'dead')),
    fault text
);

create index on webhooks.attempts (webhook, attempted_at desc);
create index on webhooks.attempts (attempted_at);
create index on webhooks.attempts (webhook, position) where outcome = 'dead';
