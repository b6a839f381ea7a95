-- The ledger: one table of entries, appended and never changed, under one head row.
create schema ledger;

create table ledger.head (
    only_row boolean primary key default true check (only_row),
    ledger uuid not null default gen_random_uuid(),
    size bigint not null default 0 check (size >= 0),
    -- Microseconds since 1970 of the last entry: recordedAt never goes back.
    recorded_at bigint not null default 0,
    -- Right edge of the Merkle tree: 32 bytes for each 1 in the binary form of size, largest subtree first.
    frontier bytea not null default '' check (octet_length(frontier) % 32 = 0)
-- The row is updated by every batch; room on its page keeps these updates heap-only.
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

insert into ledger.head default values;

create table ledger.entries (
    position bigint primary key check (position >= 0),
    organisation text not null,
    stream text not null,
    version integer not null check (version > 0),
    event_id uuid not null,
    type text not null,
    actor text not null,
    role text not null,
    on_behalf_of text,
    recorded_at text not null,
    effective_on text,
    command_id text not null,
    command_index integer not null check (command_index >= 0),
    fingerprint text not null,
    correlation text,
    causation text,
    -- body is text, not jsonb: the leaf covers these bytes, and jsonb would reorder them.
    body text not null,
    leaf bytea not null check (octet_length(leaf) = 32),
    unique (stream, version),
    -- Idempotency lives here, for ever.
    unique (organisation, command_id, command_index)
);

-- Complete subtrees of 2^level leaves. Levels below 4 are computed from at most 15 leaves when a proof asks for them.
create table ledger.nodes (
    level smallint not null check (level >= 4),
    index bigint not null check (index >= 0),
    hash bytea not null check (octet_length(hash) = 32),
    primary key (level, index)
);

create function ledger.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'MF001';
end $$;

create trigger append_only before update or delete or truncate on ledger.entries for each statement execute function ledger.refuse();
create trigger append_only before update or delete or truncate on ledger.nodes for each statement execute function ledger.refuse();

-- The text whose SHA-256 is the leaf, without its last newline, which psql -At adds (specification: src/Domain/Ledger/Entry.cs).
create function ledger.leaf_text(e ledger.entries) returns text language sql immutable as $$
    select concat_ws(E'\n',
        'mentorshipflow entry v1',
        'position ' || e.position, 'organisation ' || e.organisation, 'stream ' || e.stream, 'version ' || e.version,
        'event ' || e.event_id, 'type ' || e.type, 'actor ' || e.actor, 'role ' || e.role, 'behalf ' || coalesce(e.on_behalf_of, '-'),
        'recorded ' || e.recorded_at, 'effective ' || coalesce(e.effective_on, '-'), 'command ' || e.command_id, 'index ' || e.command_index,
        'fingerprint ' || e.fingerprint, 'correlation ' || coalesce(e.correlation, '-'), 'causation ' || coalesce(e.causation, '-'),
        'body ' || e.body)
$$;
