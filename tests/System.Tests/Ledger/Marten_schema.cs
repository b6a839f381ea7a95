using JasperFx.Events;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using Weasel.Core.Migrations;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// Marten's tables are unchanged: its own schema assertion passes with our objects in place, and our rows equal those that it would write.
/// </summary>
[Collection(OnALedger.Name)]
public sealed class Marten_schema(LedgerTestBed bed)
{
    private const string Objects = """
        select string_agg(name, E'\n' order by name) from (
            select indexrelid::regclass::text || ' ' || pg_get_indexdef(indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
                join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('ledger', 'seal', 'projections')
            union all select tgname || ' on ' || tgrelid::regclass::text from pg_trigger where not tgisinternal) o(name)
        """;

    [Fact]
    public async Task Passes_Martens_assertion_with_our_objects_also_for_the_servers_role()
    {
        await using var app = NpgsqlDataSource.Create(bed.Cluster.App);
        await using var store = LedgerStore.Open(app);

        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(LedgerTestBed.Stop);
    }

    [Fact]
    public async Task Keeps_our_indexes_and_triggers_when_Marten_applies_its_changes_again()
    {
        var before = await bed.Ask<string>(Objects);
        Assert.Contains("mt_events_command", before, StringComparison.Ordinal);
        Assert.Contains("programmes_one_active", before, StringComparison.Ordinal);
        Assert.Contains("append_only on ledger.mt_events", before, StringComparison.Ordinal);

        await Migrations.Apply(bed.Cluster.Owner, LedgerTestBed.Stop);

        Assert.Equal(before, await bed.Ask<string>(Objects));
    }

    [Fact]
    public async Task Is_refused_when_a_column_of_another_Marten_is_missing()
    {
        await using var super = await bed.Open();
        await using var drop = new NpgsqlCommand("alter table ledger.mt_streams rename column compacted_version to compacted", super);
        await drop.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        try
        {
            await using var app = NpgsqlDataSource.Create(bed.Cluster.App);
            await using var store = LedgerStore.Open(app);
            await Assert.ThrowsAsync<DatabaseValidationException>(
                () => store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(LedgerTestBed.Stop));
            Assert.Equal("outdated", await Migrations.WhyNotServe(app, LedgerTestBed.Stop));
        }
        finally
        {
            await using var back = new NpgsqlCommand("alter table ledger.mt_streams rename column compacted to compacted_version", super);
            await back.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        }
    }

    [Fact]
    public async Task Has_the_same_rows_as_after_Martens_own_append()
    {
        await using var node = bed.Node();
        var (tenant, ours, martens) = ($"{Some.Id()}", Some.Stream(), Some.Stream());
        DomainEvent[] events = [new Fact.ResourceRegistered(Some.Id(), default, default, new("Кабинет «49» \"\\ \u2028 😀")),
            new Fact.ContingentRecorded(Some.Id(), School.Today, "learners-10-19", 500, new("ОО-1"))];
        var appended = Assert.IsType<AppendResult.Appended>(
            await node.Writer.Append(Some.Of("compared", null, new StreamAppend(ours, 0, [.. events.Select(e =>
            {
                var (type, body) = EventCodec.Write(e);
                return Some.Event(body, type);
            })])) with { Organisation = tenant, Correlation = "связь", Causation = "причина" }));

        // In a transaction that is rolled back, because these rows have no seal.
        await using var connection = await bed.Open();
        await using var transaction = await connection.BeginTransactionAsync(LedgerTestBed.Stop);
        await using var database = NpgsqlDataSource.Create(bed.Cluster.Owner);
        await using (var store = LedgerStore.Open(database))
        await using (var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)))
        {
            session.ForTenant(tenant).Events.Append(martens, events.Zip(appended.Entries).Select(e => Martens(e.First, e.Second)));
            await session.SaveChangesAsync(LedgerTestBed.Stop);
        }

        // The command id is unique, so Marten's rows use another one; positions and ids must differ too.
        const string rows = """
            select string_agg(
                    (to_jsonb(e) - array['seq_id', 'id', 'stream_id'] || jsonb_build_object('headers', e.headers - 'command'))::text,
                    E'\n' order by version)
                || (select (to_jsonb(s) - array['id', 'timestamp', 'created', 'type'])::text from ledger.mt_streams s where s.id = $1)
            from ledger.mt_events e where stream_id = $1
            """;
        Assert.Equal(await Asked(ours), await Asked(martens));

        async Task<string> Asked(string stream)
        {
            await using var command = new NpgsqlCommand(rows, connection, transaction).With(Bound.Value(stream));
            return (string)(await command.ExecuteScalarAsync(LedgerTestBed.Stop))!;
        }
    }

    private static IEvent Martens(DomainEvent e, Entry entry)
    {
        var wrapped = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(e.GetType()), e)!;
        wrapped.Id = Some.Id();
        wrapped.Timestamp = DateTimeOffset.Parse(entry.RecordedAt, global::System.Globalization.CultureInfo.InvariantCulture);
        (wrapped.UserName, wrapped.CorrelationId, wrapped.CausationId) = (entry.Actor, entry.Correlation, entry.Causation);
        wrapped.Headers = new()
        {
            ["command"] = "another", ["fingerprint"] = entry.Fingerprint, ["index"] = entry.CommandIndex, ["role"] = entry.Role,
            ["effective"] = entry.EffectiveOn!,
        };
        return wrapped;
    }
}
