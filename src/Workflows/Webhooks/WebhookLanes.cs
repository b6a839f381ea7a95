using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Webhooks;

/// <summary>The progress of a webhook on one stream.</summary>
/// <param name="Position">The next position to check.</param>
/// <param name="FailingSince">Time of the first failure of the entry at <paramref name="Position"/>.</param>
/// <param name="NextTry">Time of the next try; a message is scheduled for it.</param>
public sealed record WebhookLane(long Position, int Attempts, DateTime? FailingSince, DateTime? NextTry);

/// <summary>One attempt in the delivery log, which keeps it for thirty days.</summary>
/// <param name="Outcome"><c>delivered</c>, <c>retried</c> or <c>dead</c>: set aside after three days, to be replayed by hand.</param>
public sealed record LoggedAttempt(long Position, DateTime AttemptedAt, int Milliseconds, int? Status, string Outcome, string? Fault);

/// <summary>The status of a webhook.</summary>
/// <param name="Waiting">The number of streams whose next event failed and will be retried.</param>
/// <param name="Dead">The number of events set aside in the last thirty days.</param>
public sealed record WebhookStanding(DateTime? DeliveredAt, DateTime? FailingSince, int Waiting, int Dead);

/// <summary>Stores the progress of each webhook, and the log of attempts.</summary>
public sealed class WebhookLanes(NpgsqlDataSource database)
{
    // The start of a webhook: after the event that added it, or at the position of its last replay.
    private const string Start = $"""
        select case e.type when 'webhook_replayed' then (e.data ->> 'from')::bigint else e.seq_id end from {LedgerStore.Events}.mt_events e
        where e.tenant_id = $1 and e.stream_id = $2 and e.type in ('webhook_added', 'webhook_replayed') and e.data ->> 'id' = $3
        order by e.version desc limit 1
        """;

    private const string Log = """
        insert into webhooks.attempts (webhook, position, attempted_at, milliseconds, status, outcome, fault)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Locks a lane for this process until it is disposed; null while another one has it.</summary>
    public Task<SessionLock?> Take(Guid webhook, string stream, CancellationToken stop) =>
        SessionLock.Take(database, $"webhook {webhook} {stream}", stop);

    /// <summary>A lane; a new one begins at the start of its webhook.</summary>
    public async Task<WebhookLane> Read(Guid organisation, Guid webhook, string stream, CancellationToken stop)
    {
        await using (var command = database.Command(
            "select position, attempts, failing_since, next_try from webhooks.lanes where webhook = $1 and stream = $2",
            Value(webhook), Value(stream)))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (await reader.ReadAsync(stop))
            {
                return new(reader.GetInt64(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                    reader.IsDBNull(3) ? null : reader.GetDateTime(3));
            }
        }

        var start = await StartOf(organisation, webhook, stop);
        await using var insert = database.Command(
            "insert into webhooks.lanes (webhook, stream, position) values ($1, $2, $3) on conflict do nothing",
            Value(webhook), Value(stream), Value(start));
        await insert.ExecuteNonQueryAsync(stop);
        return new(start, 0, null, null);
    }

    /// <summary>Advances a lane from a position, unless it was replayed meanwhile, and logs the attempt.</summary>
    /// <returns>Whether it moved.</returns>
    public async Task<bool> Move(Guid webhook, string stream, long from, long to, LoggedAttempt? attempt, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Statement(
            """
            update webhooks.lanes set position = $4, attempts = 0, failing_since = null, next_try = null
            where webhook = $1 and stream = $2 and position = $3
            """,
            Value(webhook), Value(stream), Value(from), Value(to)));
        if (attempt is not null) batch.BatchCommands.Add(Logged(webhook, attempt));
        await batch.ExecuteNonQueryAsync(stop);
        return batch.BatchCommands[0].RecordsAffected == 1;
    }

    /// <summary>Records a failed try and the time of the next one.</summary>
    public async Task Wait(Guid webhook, string stream, WebhookLane lane, LoggedAttempt attempt, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Statement(
            """
            update webhooks.lanes set attempts = $4, failing_since = $5, next_try = $6
            where webhook = $1 and stream = $2 and position = $3
            """,
            Value(webhook), Value(stream), Value(attempt.Position), Value(lane.Attempts), Time(lane.FailingSince), Time(lane.NextTry)));
        batch.BatchCommands.Add(Logged(webhook, attempt));
        batch.BatchCommands.Add(Statement("delete from webhooks.attempts where attempted_at < $1", Time(attempt.AttemptedAt.AddDays(-30))));
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Resets every lane of a webhook to a position.</summary>
    public async Task Rewind(Guid webhook, long position, CancellationToken stop)
    {
        await using var command = database.Command("delete from webhooks.lanes where webhook = $1 and position > $2", Value(webhook),
            Value(position));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Streams with entries that a webhook has not checked yet; their tries are due at once.</summary>
    public async Task<IReadOnlyList<string>> Wake(Guid organisation, Guid webhook, CancellationToken stop)
    {
        var start = await StartOf(organisation, webhook, stop);
        await using (var due = database.Command("update webhooks.lanes set next_try = null, failing_since = null where webhook = $1",
            Value(webhook))) await due.ExecuteNonQueryAsync(stop);
        List<string> streams = [];
        await using var command = database.Command(
            $"""
            select e.stream_id from {LedgerStore.Events}.mt_events e
            left join webhooks.lanes l on l.webhook = $2 and l.stream = e.stream_id
            where e.tenant_id = $1 and e.seq_id > $3
            group by e.stream_id having max(e.seq_id) > coalesce(min(l.position), $3) order by min(e.seq_id)
            """,
            Value(organisation.ToString()), Value(webhook), Value(start));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) streams.Add(reader.GetString(0));
        return streams;
    }

    /// <summary>Whether a webhook received anything since a time.</summary>
    public async Task<bool> DeliveredSince(Guid webhook, DateTime since, CancellationToken stop)
    {
        await using var command = database.Command(
            "select exists (select from webhooks.attempts where webhook = $1 and attempted_at >= $2 and outcome = 'delivered')",
            Value(webhook), Time(since));
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>The status of some webhooks.</summary>
    public async Task<IReadOnlyDictionary<Guid, WebhookStanding>> Standings(IReadOnlyCollection<Guid> webhooks, CancellationToken stop)
    {
        Dictionary<Guid, WebhookStanding> standings = [];
        await using var command = database.Command(
            """
            select w, (select max(a.attempted_at) from webhooks.attempts a where a.webhook = w and a.outcome = 'delivered'),
                (select min(l.failing_since) from webhooks.lanes l where l.webhook = w),
                (select count(*)::int from webhooks.lanes l where l.webhook = w and l.failing_since is not null),
                (select count(*)::int from webhooks.attempts a where a.webhook = w and a.outcome = 'dead')
            from unnest($1) w
            """, Value(webhooks.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            standings[reader.GetGuid(0)] = new(reader.IsDBNull(1) ? null : reader.GetDateTime(1),
                reader.IsDBNull(2) ? null : reader.GetDateTime(2), reader.GetInt32(3), reader.GetInt32(4));
        }

        return standings;
    }

    /// <summary>The latest attempts of a webhook, the newest first.</summary>
    /// <param name="outcome">Only those with this outcome; null for all.</param>
    public async Task<IReadOnlyList<LoggedAttempt>> Latest(Guid webhook, string? outcome, int limit, CancellationToken stop)
    {
        List<LoggedAttempt> attempts = [];
        await using var command = database.Command(
            """
            select position, attempted_at, milliseconds, status, outcome, fault from webhooks.attempts
            where webhook = $1 and ($2 = '' or outcome = $2) order by attempted_at desc limit $3
            """, Value(webhook), Value(outcome ?? ""), Value(limit));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            attempts.Add(new(reader.GetInt64(0), reader.GetDateTime(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetInt32(3),
                reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        }

        return attempts;
    }

    private async Task<long> StartOf(Guid organisation, Guid webhook, CancellationToken stop)
    {
        await using var command = database.Command(Start, Value(organisation.ToString()), Value(StreamNames.Organisation(organisation)),
            Value(webhook.ToString()));
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    private static NpgsqlBatchCommand Logged(Guid webhook, LoggedAttempt a) => Statement(Log, Value(webhook), Value(a.Position),
        Time(a.AttemptedAt), Value(a.Milliseconds), Optional(a.Status), Value(a.Outcome), Optional(a.Fault));

    private static NpgsqlParameter Time(DateTime? moment) => new() { Value = moment ?? (object)DBNull.Value,
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Optional(int? number) => new() { Value = number ?? (object)DBNull.Value,
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer };

    private static NpgsqlParameter Optional(string? text) => new() { Value = text ?? (object)DBNull.Value,
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
