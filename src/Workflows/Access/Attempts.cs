using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>
/// Counts tries of passwords and codes: after five failures the sixth waits five minutes. A try is counted before it is checked, so
/// tries at the same moment do not pass together.
/// </summary>
public sealed class Attempts(NpgsqlDataSource database, Secrets secrets, TimeProvider clock)
{
    /// <summary>How many failures close a login.</summary>
    public const int Most = 5;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Closed = TimeSpan.FromMinutes(5);

    /// <summary>Counts a try for what is tried, such as a login.</summary>
    /// <param name="most">How many failures close it.</param>
    /// <returns>Null if it may be checked; else when it opens again.</returns>
    public async Task<DateTimeOffset?> Take(string subject, CancellationToken stop, int most = Most)
    {
        var now = clock.GetUtcNow();
        await using var command = database.Command(
            """
            with old as (delete from access.attempts where at < $2 - interval '1 day' and subject <> $1)
            insert into access.attempts as a (subject, failures, at) values ($1, 1, $2)
            on conflict (subject) do update set
                failures = case when a.locked_until is null and a.at > $3 then a.failures + 1 else 1 end,
                locked_until = case when a.locked_until is null and a.at > $3 and a.failures + 1 >= $4 then $5 end,
                at = $2
            where a.locked_until is null or a.locked_until <= $2
            returning 1
            """, Value(Of(subject)), Value(now.UtcDateTime), Value((now - TimeSpan.FromHours(1)).UtcDateTime), Value(most),
            Value((now + Closed).UtcDateTime));
        if (await command.ExecuteScalarAsync(stop) is not null) return null;
        await using var until = database.Command("select locked_until from access.attempts where subject = $1", Value(Of(subject)));
        return await until.ExecuteScalarAsync(stop) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : now + Closed;
    }

    /// <summary>Forgets the failures after a success.</summary>
    public async Task Forget(string subject, CancellationToken stop)
    {
        await using var command = database.Command("delete from access.attempts where subject = $1", Value(Of(subject)));
        await command.ExecuteNonQueryAsync(stop);
    }

    private string Of(string subject) => secrets.Fingerprint($"attempt\n{subject}");
}
