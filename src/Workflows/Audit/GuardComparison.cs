using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Looks whether the triggers and the limits of roles are in force that keep the ledger append-only, and compares what no leaf
/// covers.</summary>
internal sealed class GuardComparison(NpgsqlConnection connection, RowFindings findings)
{
    private const string Triggers = """
        select t.name from unnest(array['ledger.mt_events append_only', 'seal.leaves append_only', 'seal.nodes append_only',
            'ledger.mt_streams append_only', 'ledger.mt_streams only_grows', 'ledger.mt_events no_tombstone',
            'ledger.mt_streams no_tombstone', 'access.keys only_revoked']) t(name)
        where not exists (select from pg_trigger g where g.tgrelid = to_regclass(split_part(t.name, ' ', 1))
            and g.tgname = split_part(t.name, ' ', 2) and g.tgenabled in ('O', 'A'))
        order by 1
        """;

    private const string Guarded = """
        array['ledger.mt_events', 'seal.leaves', 'seal.nodes', 'ledger.mt_streams', 'seal.head', 'access.keys', 'vault.texts',
            'vault.people', 'vault.files', 'keys.data_keys']
        """;

    // The columns of these tables that the application's statements update (Sql/005_grants.sql, 020_guard.sql).
    private const string Updated = """
        array['access.keys.revoked', 'ledger.mt_streams.timestamp', 'ledger.mt_streams.version', 'seal.head.frontier',
            'seal.head.recorded_at', 'seal.head.size', 'vault.files.sealed', 'vault.people.certain', 'vault.people.ref',
            'vault.people.sealed', 'vault.people.token', 'vault.people.year_token', 'vault.texts.sealed']
        """;

    // Rights that the application never has.
    private const string Rights = $"""
        select r.name || ' ' || p.privilege from unnest({Guarded}) r(name)
        cross join unnest(array['update', 'delete', 'truncate']) p(privilege)
        where has_table_privilege('{LedgerRoles.App}', r.name, p.privilege)
            and not (p.privilege = 'delete' and r.name in ('vault.texts', 'vault.people', 'vault.files', 'keys.data_keys'))
        union all
        select 'role ' || rolname from pg_roles
        where rolname in ('{LedgerRoles.App}', '{LedgerRoles.Auditor}')
            and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
        union all
        select a.attrelid::regclass || '.' || a.attname || ' update' from pg_attribute a
        where a.attrelid = any ({Guarded}::regclass[]) and a.attnum > 0 and not a.attisdropped
            and has_column_privilege('{LedgerRoles.App}', a.attrelid, a.attnum, 'update')
            and a.attrelid::regclass || '.' || a.attname <> all ({Updated})
        union all
        select 'role ' || r.rolname || ' owns the ledger' from pg_roles r, pg_class c
        where r.rolname in ('{LedgerRoles.App}', '{LedgerRoles.Auditor}') and c.oid = 'ledger.mt_events'::regclass
            and pg_has_role(r.oid, c.relowner, 'member')
        order by 1
        """;

    private const string Streams = $"""
        select s.id from {LedgerStore.Events}.mt_streams s
        left join lateral (select e.timestamp from {LedgerStore.Events}.mt_events e
            where e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = s.version) l on true
        where s.type is distinct from split_part(s.id, '-', 1) or s.timestamp is distinct from l.timestamp
            or coalesce(s.compacted_version, 0) <> 0
        order by s.id
        """;

    private const string Head = $"""
        select h.recorded_at from seal.head h where h.size > 0 and h.recorded_at is distinct from (
            select (extract(epoch from e.timestamp) * 1000000)::bigint from {LedgerStore.Events}.mt_events e where e.seq_id = h.size)
        """;

    private const string MoreNodes = """
        select n.level, n.index from seal.nodes n, seal.head h where (n.index + 1) << n.level::integer > h.size order by 1, 2
        """;

    private const string DotNetTypes = $"""
        select e.type, e.mt_dotnet_type, min(e.seq_id) - 1 from {LedgerStore.Events}.mt_events e group by 1, 2 order by 3
        """;

    // A leaf covers the members of the headers that this program writes, and the body in data.
    private const string Unknown = $"""
        select e.seq_id - 1 from {LedgerStore.Events}.mt_events e
        where e.bdata is not null
            or e.headers - array['behalf', 'command', 'effective', 'fingerprint', 'index', 'role'] <> jsonb_build_object()
        order by 1 limit 100
        """;

    /// <summary>Compares.</summary>
    public async Task Compare(CancellationToken stop)
    {
        await foreach (var row in Rows(Triggers, stop)) findings.Add("pg_trigger", row.GetString(0), RowFaults.GuardMissing);
        await foreach (var row in Rows(Rights, stop)) findings.Add("pg_roles", row.GetString(0), RowFaults.GuardMissing);
        HashSet<int> missing = [.. Migrations.Numbers];
        await foreach (var row in Rows("select number, name, sha256 from migrations.applied order by number", stop))
        {
            missing.Remove(row.GetInt32(0));
            if (!Migrations.IsOwn(row.GetInt32(0), row.GetString(1), row.GetString(2)))
                findings.Add("migrations.applied", $"{row.GetInt32(0)}", RowFaults.Differs);
        }

        foreach (var number in missing.Order()) findings.Add("migrations.applied", $"{number}", RowFaults.Missing);
        await foreach (var row in Rows(MoreNodes, stop))
            findings.Add("seal.nodes", $"{row.GetInt16(0)}/{row.GetInt64(1)}", RowFaults.NotOnLedger);
        await foreach (var row in Rows(Head, stop)) findings.Add("seal.head", "recorded_at", RowFaults.Differs);
        await foreach (var row in Rows(Streams, stop))
            findings.Add($"{LedgerStore.Events}.mt_streams", row.GetString(0), RowFaults.Differs);
        await foreach (var row in Rows(Unknown, stop))
            findings.Add($"{LedgerStore.Events}.mt_events", $"{row.GetInt64(0)}", RowFaults.Differs);
        await foreach (var row in Rows(DotNetTypes, stop))
        {
            if (EventTypes.DotNetName(row.GetString(0)) != (row.IsDBNull(1) ? null : row.GetString(1)))
                findings.Add($"{LedgerStore.Events}.mt_events", $"{row.GetInt64(2)} mt_dotnet_type", RowFaults.Differs);
        }
    }

    private async IAsyncEnumerable<NpgsqlDataReader> Rows(string sql,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) yield return reader;
    }
}
