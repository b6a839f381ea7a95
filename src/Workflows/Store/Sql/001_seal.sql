-- The seal over Marten's ledger.mt_events: head row, leaves, tree; what makes the ledger append-only; and indexes of our own.
create schema seal;

create table seal.head (
    only_row boolean primary key default true check (only_row),
    ledger uuid not null default gen_random_uuid(),
    size bigint not null default 0 check (size >= 0),
    -- Microseconds since 1970 of the last event: the time of recording never goes back.
    recorded_at bigint not null default 0,
    -- Right edge of the Merkle tree: 32 bytes for each 1 in the binary form of size, largest subtree first.
    frontier bytea not null default '' check (octet_length(frontier) % 32 = 0)
-- The row is updated by every batch; room on its page keeps these updates heap-only.
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

insert into seal.head default values;

create table seal.leaves (
    seq_id bigint primary key check (seq_id > 0),
    leaf bytea not null check (octet_length(leaf) = 32)
);

-- Complete subtrees of 2^level leaves. Levels below 4 are computed from at most 15 leaves when a proof asks for them.
create table seal.nodes (
    level smallint not null check (level >= 4),
    index bigint not null check (index >= 0),
    hash bytea not null check (octet_length(hash) = 32),
    primary key (level, index)
);

-- Idempotency lives here, for ever; it is also the look-up of a repeated command.
create unique index mt_events_command on ledger.mt_events (tenant_id, (headers ->> 'command'), ((headers ->> 'index')::int));

-- A stream's name is unique over all organisations, and is enough to find the stream.
create unique index mt_streams_name on ledger.mt_streams (id);

-- An auditor reads the events of one organisation in the order of the ledger.
create index mt_events_tenant on ledger.mt_events (tenant_id, seq_id);

-- Whose data were read, and which erasures an organisation has. The predicates name every type that is asked for, or the index is not used.
create index mt_events_persons on ledger.mt_events using gin ((data -> 'persons') jsonb_path_ops)
    where type in ('personal_data_viewed', 'export_made');
create index mt_events_erasures on ledger.mt_events (tenant_id, seq_id)
    where type in ('erasure_requested', 'erasure_request_voided', 'erasure_term_extended', 'erasure_assessed', 'personal_data_erased', 'erasure_act_filed');

-- In which programme's register a document is: a consent names its paper by the id alone.
create index mt_events_documents on ledger.mt_events (tenant_id, (data ->> 'id')) where type = 'document_registered';

-- RFC 8785 of a jsonb that holds strings, integers, booleans, nulls, arrays and objects. jsonb sorts keys by length; RFC 8785 by code unit.
create function seal.canonical(value jsonb) returns text language plpgsql immutable parallel safe strict as $$
begin
    if jsonb_typeof(value) = 'object' then
        return '{' || coalesce((
            select string_agg(to_json(e.key)::text || ':'
                || case when jsonb_typeof(e.value) in ('object', 'array') then seal.canonical(e.value) else e.value::text end, ',' order by e.key collate "C")
            from jsonb_each(value) e), '') || '}';
    elsif jsonb_typeof(value) = 'array' then
        return '[' || coalesce((
            select string_agg(case when jsonb_typeof(e.value) in ('object', 'array') then seal.canonical(e.value) else e.value::text end, ',' order by e.place)
            from jsonb_array_elements(value) with ordinality e(value, place)), '') || ']';
    end if;
    return value::text;
end $$;

-- An event in the words of the leaf's specification (src/Domain/Ledger/Entry.cs).
create view ledger.entries as
    select e.seq_id - 1 as position, e.tenant_id as organisation, e.stream_id as stream, e.version, e.id as event_id, e.type, e.user_name as actor,
        e.headers ->> 'role' as role, e.headers ->> 'behalf' as on_behalf_of,
        to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at, e.headers ->> 'effective' as effective_on,
        e.headers ->> 'command' as command_id, (e.headers ->> 'index')::int as command_index, e.headers ->> 'fingerprint' as fingerprint,
        e.correlation_id as correlation, e.causation_id as causation, seal.canonical(e.data) as body, l.leaf
    from ledger.mt_events e left join seal.leaves l using (seq_id);

-- The text whose SHA-256 is the leaf, without its last newline, which psql -At adds.
create function seal.leaf_text(e ledger.entries) returns text language sql stable as $$
    select concat_ws(E'\n',
        'mentorshipflow entry v1',
        'position ' || e.position, 'organisation ' || e.organisation, 'stream ' || e.stream, 'version ' || e.version,
        'event ' || e.event_id, 'type ' || e.type, 'actor ' || e.actor, 'role ' || e.role, 'behalf ' || coalesce(e.on_behalf_of, '-'),
        'recorded ' || e.recorded_at, 'effective ' || coalesce(e.effective_on, '-'), 'command ' || e.command_id, 'index ' || e.command_index,
        'fingerprint ' || e.fingerprint, 'correlation ' || coalesce(e.correlation, '-'), 'causation ' || coalesce(e.causation, '-'),
        'body ' || e.body)
$$;

create function seal.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'MF001';
end $$;

create trigger append_only before update or delete or truncate on ledger.mt_events for each statement execute function seal.refuse();
create trigger append_only before update or delete or truncate on seal.leaves for each statement execute function seal.refuse();
create trigger append_only before update or delete or truncate on seal.nodes for each statement execute function seal.refuse();
create trigger append_only before delete or truncate on ledger.mt_streams for each statement execute function seal.refuse();

-- Of a stream only version and time move, and the version only grows: nothing is archived, nothing compacted.
create trigger only_grows before update on ledger.mt_streams for each row
    when (new.version <= old.version or new.is_archived is distinct from old.is_archived
        or (new.tenant_id, new.id, new.type, new.created) is distinct from (old.tenant_id, old.id, old.type, old.created))
    execute function seal.refuse();

-- After a failed append Marten would put tombstones where events come next.
create function seal.no_tombstone() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger has no tombstones' using errcode = 'MF001';
end $$;

create trigger no_tombstone before insert on ledger.mt_events for each row when (new.type = 'tombstone') execute function seal.no_tombstone();
create trigger no_tombstone before insert on ledger.mt_streams for each row when (new.id = 'mt_tombstone') execute function seal.no_tombstone();
