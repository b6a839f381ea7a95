using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>The audit tests share one cluster and run one after the other; each forges its own database.</summary>
[CollectionDefinition(Name)]
public sealed class OnAuditedLedgers : ICollectionFixture<AuditBed>
{
    public const string Name = "audit";
}

/// <summary>A throw-away cluster with a migrated, empty ledger to copy.</summary>
public sealed class AuditBed : IAsyncLifetime
{
    // Lets a test forge entries through the view ledger.entries: a trigger passes them on to Marten's table and the seal.
    private const string Forgeable = """
        create function public.forge_entry() returns trigger language plpgsql as $$
        declare
            held jsonb;
        begin
            if tg_op = 'DELETE' then
                delete from ledger.mt_events where seq_id = old.position + 1;
                return old;
            end if;
            held := jsonb_strip_nulls(jsonb_build_object(
                'role', new.role, 'behalf', new.on_behalf_of, 'effective', new.effective_on, 'command', new.command_id,
                'index', new.command_index, 'fingerprint', new.fingerprint));
            if tg_op = 'INSERT' then
                insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id,
                    causation_id, headers, user_name)
                values (new.position + 1, new.event_id, new.stream, new.version, new.body::jsonb, new.type,
                    new.recorded_at::timestamptz, new.organisation, new.correlation, new.causation, held, new.actor);
                return new;
            end if;
            update ledger.mt_events e set seq_id = new.position + 1, id = new.event_id, stream_id = new.stream,
                version = new.version, data = new.body::jsonb, type = new.type, timestamp = new.recorded_at::timestamptz,
                tenant_id = new.organisation, correlation_id = new.correlation, causation_id = new.causation, headers = held,
                user_name = new.actor
            where e.seq_id = old.position + 1;
            if new.leaf is distinct from old.leaf then update seal.leaves set leaf = new.leaf where seq_id = new.position + 1; end if;
            return new;
        end $$;
        create trigger forge instead of insert or update or delete on ledger.entries for each row execute function public.forge_entry()
        """;

    private ThrowAwayCluster? own;
    private int count;

    private ThrowAwayCluster Cluster => own!;

    public async ValueTask InitializeAsync()
    {
        own = await MadeCluster.StartMigratedAsync(stop: LedgerTestBed.Stop);
        await Run(Superuser(PrivatePostgres.Database), Forgeable);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await own!.DisposeAsync();
    }

    /// <summary>An empty ledger with a safe of its own.</summary>
    internal async Task<AuditedLedger> Ledger()
    {
        var database = await Copy(PrivatePostgres.Database);
        await Run(Superuser(database), "update seal.head set ledger = gen_random_uuid()");
        return new(this, database, Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName);
    }

    /// <summary>A copy of a database, as a backup makes it.</summary>
    internal async Task<string> Copy(string database)
    {
        var copy = $"audited_{++count}";
        // PostgreSQL copies a database only while it has no connections.
        await Run(Superuser("postgres"), $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
        await Run(Superuser("postgres"), $"create database {copy} template {database} owner {LedgerRoles.Owner}");
        return copy;
    }

    internal string App(string database) => Patience.Of(Cluster.ConnectionString(database, LedgerRoles.App));

    internal string Owner(string database) => Patience.Of(Cluster.ConnectionString(database, LedgerRoles.Owner));

    internal string Superuser(string database) => Patience.Of(Cluster.ConnectionString(database, PrivatePostgres.Superuser));

    internal static async Task Run(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(LedgerTestBed.Stop);
        await using var command = new NpgsqlCommand(sql, opened);
        await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
    }
}
