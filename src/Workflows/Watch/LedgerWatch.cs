using System.Diagnostics.Metrics;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Watch;

/// <summary>How often a node checks its ledger, and the limits for warnings.</summary>
/// <param name="HeadHeld">Longer than any writer's transaction, because timeouts end statements and idle transactions.</param>
/// <param name="StandsStill">How long a subscription may be behind without progress.</param>
public sealed record WatchLimits(TimeSpan Every, TimeSpan HeadHeld, TimeSpan StandsStill)
{
    /// <summary>The server's limits.</summary>
    public static WatchLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30));
}

/// <summary>Registers the services that watch a running node.</summary>
public static class WatchServices
{
    /// <summary>Adds the watch to the services of <see cref="AuditServices.AddAudit"/>.</summary>
    public static IServiceCollection AddWatch(this IServiceCollection services)
    {
        services.TryAddSingleton(WatchLimits.Default);
        services.TryAddSingleton(GuardLimits.Default);
        return services.AddSingleton<LedgerWatch>().AddHostedService(s => s.GetRequiredService<LedgerWatch>())
            .AddSingleton<LedgerGuard>().AddHostedService(s => s.GetRequiredService<LedgerGuard>());
    }
}

/// <summary>The number of entries that a subscription has not handled yet.</summary>
/// <param name="Name">As in Marten's table <c>mt_event_progression</c>.</param>
public sealed record SubscriptionLag(string Name, long Behind);

/// <summary>A problem for the operator.</summary>
/// <param name="Check">The name of the check, in kebab case.</param>
/// <param name="Stops">Whether it blocks decisions.</param>
public sealed record Trouble(string Check, string Because, bool Stops);

/// <summary>The state of the ledger at a check.</summary>
/// <param name="Size">Entries; null when the head could not be read.</param>
public sealed record LedgerSight(long? Size, IReadOnlyList<SubscriptionLag> Subscriptions, IReadOnlyList<Trouble> Troubles);

/// <summary>
/// Checks the ledger for health and metrics: its size, the progress of subscriptions, and the holder of the head row. It measures durations
/// itself, because the application's role may not read when another role's transaction began.
/// </summary>
public sealed partial class LedgerWatch : BackgroundService
{
    // The session that holds a lock in one of these modes and waits for none of them. The row lock itself is not in pg_locks.
    private const string HeadHolders = """
        with holding as (
            select pid, min(virtualtransaction) as transaction from pg_locks
            where granted and relation = 'seal.head'::regclass and mode not in ('AccessShareLock', 'ShareUpdateExclusiveLock')
                and database = (select oid from pg_database where datname = current_database())
            group by pid)
        select h.pid, h.transaction, coalesce(nullif(a.application_name, ''), 'no name'), a.xact_start
        from holding h left join pg_stat_activity a using (pid)
        where not pg_blocking_pids(h.pid) && (select array_agg(pid) from holding)
        """;

    private const string FailingArchive = """
        select last_failed_wal, last_failed_time from pg_stat_archiver
        where last_failed_time > coalesce(last_archived_time, '-infinity')
        """;

    // Given up after their retries. Messages hold no names, so the operator may read them.
    private const string DeadLetters =
        $"select message_type, count(*) from {MessageStore.Schema}.wolverine_dead_letters where not replayable group by 1 order by 1";

    // The daemon's own mark of the ledger's end is not a subscription.
    private const string Progress = $"""
        select h.size, p.name, coalesce(p.last_seq_id, 0)
        from seal.head h left join {LedgerStore.Events}.mt_event_progression p on p.name not like 'HighWater%' order by p.name
        """;

    private readonly NpgsqlDataSource database;
    private readonly WatchLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Meter meter = new(Measures.Name);
    private readonly Lock memory = new();
    private Dictionary<string, DateTimeOffset> seen = [];
    private volatile LedgerSight? last;

    public LedgerWatch(NpgsqlDataSource database, CheckpointSigner signer, WatchLimits limits, TimeProvider clock, ILogger<LedgerWatch> log)
    {
        (this.database, this.limits, this.clock, this.log) = (database, limits, clock, log);
        // If the ledger is out of reach, the figures are absent rather than outdated.
        meter.CreateObservableGauge("mentorshipflow.seal.size", Size, "{entry}", "Entries of the ledger");
        meter.CreateObservableGauge("mentorshipflow.subscription.lag", Lags, "{entry}", "Entries that a subscription has not handled yet");
        meter.CreateObservableGauge("mentorshipflow.checkpoint.age",
            () => signer.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : (Measurement<double>[])[],
            "s", "Since this node last signed the ledger, or found it as it was signed");
    }

    /// <summary>Checks now.</summary>
    /// <returns>Null when the database is out of reach, or has no ledger.</returns>
    public async Task<LedgerSight?> Look(CancellationToken stop)
    {
        try
        {
            return last = await See(stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && (error is NpgsqlException || BatchWriter.OutOfReach(error)))
        {
            return last = null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(limits.Every, clock);
        HashSet<string> told = [];
        try
        {
            do
            {
                var troubles = (await Look(stoppingToken))?.Troubles ?? [];
                // Logged only once per check, because the number of entries behind changes each time.
                foreach (var trouble in troubles.Where(t => !told.Contains(t.Check))) LogTrouble(log, trouble.Check, trouble.Because);
                told = [.. troubles.Select(t => t.Check)];
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing is left to do.
        }
    }

    private async Task<LedgerSight> See(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<State> states = [];
        await using (var command = database.CreateCommand(HeadHolders))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var (process, application) = (reader.GetInt32(0), reader.GetString(2));
                var began = reader.IsDBNull(3) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(3);
                states.Add(new($"head {process} {reader.GetString(1)}", limits.HeadHeld, since => new(
                    "head-row",
                    $"Process {process} of PostgreSQL ({application}) has held the head row since {began ?? since:u}, so nothing can be "
                    + $"decided. pg_terminate_backend({process}) ends it.",
                    Stops: true)));
            }
        }

        await using (var command = database.CreateCommand(FailingArchive))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (await reader.ReadAsync(stop))
            {
                var (file, failed) = (reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1));
                states.Add(new("archive", TimeSpan.Zero, _ => new(
                    "archive", $"PostgreSQL could not archive {file} at {failed:u}. It keeps its write-ahead log until the disk is full.",
                    Stops: false)));
            }
        }

        await using (var command = database.CreateCommand(DeadLetters))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            List<string> types = [];
            while (await reader.ReadAsync(stop)) types.Add($"{reader.GetInt64(1)} {reader.GetString(0).Split('.')[^1]}");
            if (types.Count > 0)
            {
                states.Add(new("dead letters", TimeSpan.Zero, _ => new(
                    "dead-letters", $"Messages were given up after their retries: {string.Join(", ", types)}. They stay for 30 days.",
                    Stops: false)));
            }
        }

        var (size, positions) = await Positions(stop);
        foreach (var (name, position) in positions.Where(p => p.Value < size))
        {
            states.Add(new($"subscription {name} at {position}", limits.StandsStill, since => new(
                "subscription", $"{name} has stood at entry {position} since {since:u}, {size - position} behind the head.",
                Stops: false)));
        }

        var since = Remember(states.Select(s => s.What), now);
        return new(
            size, [.. positions.Select(p => new SubscriptionLag(p.Key, Math.Max(0, size!.Value - p.Value)))],
            [.. states.Where(s => now - since[s.What] >= s.Limit).Select(s => s.Trouble(since[s.What]))]);
    }

    // A table lock blocks reading the head. Its holder is known by then.
    private async Task<(long? Size, IReadOnlyDictionary<string, long> Positions)> Positions(CancellationToken stop)
    {
        (long? size, Dictionary<string, long> positions) = (null, []);
        try
        {
            await using var command = database.CreateCommand(Progress);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                size = reader.GetInt64(0);
                if (!reader.IsDBNull(1)) positions[reader.GetString(1)] = reader.GetInt64(2);
            }
        }
        catch (Exception error) when (!stop.IsCancellationRequested && BatchWriter.OutOfReach(error))
        {
            positions.Clear();
            size = null;
        }

        return (size, positions);
    }

    private Dictionary<string, DateTimeOffset> Remember(IEnumerable<string> states, DateTimeOffset now)
    {
        lock (memory)
            return seen = states.Distinct().ToDictionary(state => state, state => seen.GetValueOrDefault(state, now));
    }

    private IEnumerable<Measurement<long>> Size() => last?.Size is { } size ? [new(size)] : [];

    private IEnumerable<Measurement<long>> Lags() =>
        (last?.Subscriptions ?? []).Select(s => new Measurement<long>(s.Behind, new KeyValuePair<string, object?>("subscription", s.Name)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Check}: {Because}")]
    private static partial void LogTrouble(ILogger log, string check, string because);

    /// <param name="What">The name of the state; it lasts as long as it is found.</param>
    /// <param name="Limit">The duration after which it is a problem.</param>
    private sealed record State(string What, TimeSpan Limit, Func<DateTimeOffset, Trouble> Trouble);
}
