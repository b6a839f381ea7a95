using JasperFx;
using Marten;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>Every way of rewriting or hiding history with Marten, or with SQL, as the application and as the owner.</summary>
[Collection(OnALedger.Name)]
public sealed class Ways_to_rewrite_history(LedgerTestBed bed)
{
    private static readonly string[] Martens =
        ["archive", "mask", "compact", "replace", "overwrite", "delete-stream", "delete-all", "tombstone-event", "tombstone-stream"];

    public static TheoryData<string, bool> Ways
    {
        get
        {
            TheoryData<string, bool> ways = [];
            foreach (var way in Martens)
            {
                ways.Add(way, false);
                ways.Add(way, true);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Are_refused_to_the_application_and_to_the_owner(string way, bool owner)
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        await school.Done(node, programme, School.Resource());
        var (stream, tenant, before) = (StreamNames.Programme(programme), $"{school.Id}", await node.Everything());
        await using var database = NpgsqlDataSource.Create(owner ? bed.Cluster.Owner : bed.Cluster.App);
        await using var store = LedgerStore.Open(
            database, owner ? AutoCreate.CreateOrUpdate : AutoCreate.None,
            options => options.Events.AddMaskingRuleForProtectedInformation<Fact.ResourceRegistered>(fact => fact));
        var position = before[^1].Entry.Position;

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Try(store, way, tenant, stream, position));

        Assert.Contains(Postgres(refused)?.SqlState, owner ? (string?[])["MF001"] : ["42501", "MF001"]);
        Assert.Equal(before, await node.Everything());
        Assert.Equal(0L, await bed.Ask<long>("select count(*) from ledger.mt_events where is_archived or type = 'tombstone'"));
        await node.Verified();
    }

    [Fact]
    public async Task Are_not_refused_when_triggers_are_switched_off()
    {
        await using var node = bed.Node();
        await node.Writer.Append(Some.Proposal());

        // Without the triggers the same statement succeeds, so it is the triggers that refuse it.
        await using var super = await bed.Open();
        await using var transaction = await super.BeginTransactionAsync(LedgerTestBed.Stop);
        await using var forge = new NpgsqlCommand(
            "set local session_replication_role = replica; update ledger.mt_events set is_archived = true where seq_id = 1", super);
        Assert.Equal(1, await forge.ExecuteNonQueryAsync(LedgerTestBed.Stop));
        await transaction.RollbackAsync(LedgerTestBed.Stop);
    }

    private static async Task Try(DocumentStore store, string way, string tenant, string stream, long position)
    {
        await using var session = store.LightweightSession(tenant);
        switch (way)
        {
            case "archive":
                session.Events.ArchiveStream(stream);
                break;
            case "mask":
                await store.Advanced.ApplyEventDataMasking(masking => masking.ForTenant(tenant).IncludeStream(stream));
                return;
            case "compact":
                await session.Events.CompactStreamAsync<MentorshipFlow.Programmes.Programme>(stream);
                break;
            case "replace":
                session.Events.CompletelyReplaceEvent(position + 1,
                    new Fact.ResourceRegistered(Some.Id(), default, default, new("другое")));
                break;
            case "overwrite":
                var e = (await session.Events.FetchStreamAsync(stream, token: LedgerTestBed.Stop))[^1];
                e.SetHeader("role", "head");
                session.Events.OverwriteEvent(e);
                break;
            case "delete-stream":
                await store.Advanced.Clean.DeleteSingleEventStreamAsync(stream, tenant, LedgerTestBed.Stop);
                return;
            case "delete-all":
                await store.Advanced.Clean.DeleteAllEventDataAsync(LedgerTestBed.Stop);
                return;
            case "tombstone-event":
                session.QueueSqlCommand(
                    "insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, tenant_id) "
                    + "values (1000000, gen_random_uuid(), ?, 1000000, '{}', 'tombstone', ?)",
                    stream, tenant);
                break;
            default:
                session.QueueSqlCommand("insert into ledger.mt_streams (id, tenant_id, version) values ('mt_tombstone', ?, 0)", tenant);
                break;
        }

        await session.SaveChangesAsync(LedgerTestBed.Stop);
    }

    private static PostgresException? Postgres(Exception? error) => error switch
    {
        null => null,
        PostgresException postgres => postgres,
        AggregateException several => several.InnerExceptions.Select(Postgres).FirstOrDefault(found => found is not null),
        _ => Postgres(error.InnerException),
    };
}
