using System.Runtime.CompilerServices;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>A job that a run has begun.</summary>
/// <param name="Runner">Names the run: a run that another one has replaced writes nothing.</param>
/// <param name="Attempts">Starts since the last progress, with this one.</param>
public sealed record BegunJob(Guid Id, Guid Organisation, Guid Runner, JobWork Work, int Attempts, bool Cancelling);

/// <summary>Stores jobs. They are kept for seven days after their end. What a job is to do, and in whose name, is sealed: nobody decides
/// by writing a row.</summary>
public sealed class JobStore(NpgsqlDataSource database, JobFiles files, RowSeals seals, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "jobs.jobs";

    private const int PartSize = 1024 * 1024;
    private const string Swept = "swept = kind not in ('import-mentees', 'import-mentors', 'import-pairs')";

    private const string Select = """
        select id, organisation, kind, state, done, total, cancelling, created_at, started_at, ended_at, problem::text, result is not null,
            fingerprint
        from jobs.jobs
        """;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>A job of an organisation; null when it has none with this id, or none any more.</summary>
    public async Task<Job?> Find(Guid organisation, Guid job, CancellationToken stop)
    {
        await using var command = database.Command($"{Select} where id = $1 and organisation = $2", Value(job), Value(organisation));
        return (await Read(command, stop)).SingleOrDefault(IsKept);
    }

    /// <summary>A page of an organisation's jobs in the order of their ids, after <paramref name="after"/>.</summary>
    /// <param name="kinds">Only jobs of these kinds.</param>
    /// <param name="state">Only jobs in this state; null for all.</param>
    public async Task<IReadOnlyList<Job>> Page(Guid organisation, Guid? after, IEnumerable<JobKind> kinds, JobState? state, int limit,
        CancellationToken stop)
    {
        await using var command = database.Command(
            $"""
            {Select} where organisation = $1 and id > $2 and kind = any($3) and ($4 = '' or state = $4)
                and (ended_at is null or ended_at > $5)
            order by id limit $6
            """,
            Value(organisation), Value(after ?? Guid.Empty), Value(kinds.Select(k => Name(k)).ToArray()),
            Value(state is { } wanted ? Name(wanted) : ""), Value(Oldest), Value(limit));
        return await Read(command, stop);
    }

    /// <summary>The result of an ended job; null when there is none.</summary>
    public async Task<T?> Result<T>(Guid job, CancellationToken stop)
        where T : class
    {
        await using var command = database.Command("select result::text from jobs.jobs where id = $1", Value(job));
        return await command.ExecuteScalarAsync(stop) is string json ? JobJson.Read<T>(json) : null;
    }

    /// <summary>The file that a job made, in parts of at most 1 MiB.</summary>
    public async IAsyncEnumerable<byte[]> Parts(Guid job, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var number = 0; ; number++)
        {
            await using var command = database.Command("select content from jobs.parts where job = $1 and number = $2", Value(job),
                Value(number));
            if (await command.ExecuteScalarAsync(stop) is not byte[] content) yield break;
            yield return content;
        }
    }

    /// <summary>How many jobs of an organisation have not ended.</summary>
    public async Task<int> Open(Guid organisation, CancellationToken stop)
    {
        await using var command = database.Command("select count(*)::int from jobs.jobs where organisation = $1 and ended_at is null",
            Value(organisation));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Asks for the end of a job. A waiting one ends at once, a running one within a second or after the decision under way.
    /// </summary>
    public async Task Cancel(Guid job, CancellationToken stop)
    {
        if (await End(job, Guid.Empty, new(JobState.Cancelled), null, stop)) return;
        await using var command = database.Command("update jobs.jobs set cancelling = true where id = $1 and ended_at is null", Value(job));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Adds a job in a transaction.</summary>
    /// <returns>False when there is one with this id already.</returns>
    internal async Task<bool> Add(NpgsqlConnection connection, NpgsqlTransaction transaction, NewJob job, CancellationToken stop)
    {
        await using (var insert = new NpgsqlCommand(
            """
            insert into jobs.jobs (id, organisation, kind, work, fingerprint, created_at, seal)
            values ($1, $2, $3, $4::jsonb, nullif($5, ''), $6, $7) on conflict do nothing
            """, connection, transaction).With(
            Value(job.Id), Value(job.Organisation), Value(Name(job.Work.Kind)), Value(JobJson.Write(job.Work)),
            Value(job.Fingerprint ?? ""), Value(Now),
            Value(seals.Of(Table, job.Id, job.Organisation, Name(job.Work.Kind), Canonical(JobJson.Write(job.Work))))))
        {
            if (await insert.ExecuteNonQueryAsync(stop) == 0) return false;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Statement("delete from jobs.jobs where ended_at < $1", Value(Oldest)));
        foreach (var statement in job.File is { } file ? files.Storing(job.Id, file) : []) batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync(stop);
        return true;
    }

    /// <summary>Begins a run; null when the job has ended or is gone, or somebody else wrote its row: then it ends. Only an import goes on
    /// where the last run stopped.</summary>
    internal async Task<BegunJob?> Begin(Guid job, Guid runner, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            update jobs.jobs set runner = $2, state = 'running', started_at = coalesce(started_at, $3), attempts = attempts + 1,
                done = case when kind in ('import-mentees', 'import-mentors', 'import-pairs') then done else 0 end
            where id = $1 and ended_at is null returning organisation, kind, work::text, attempts, cancelling, seal
            """, Value(job), Value(runner), Value(Now));
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return null;
            var (organisation, kind, work) = (reader.GetGuid(0), reader.GetString(1), Canonical(reader.GetString(2)));
            if (seals.Holds(reader.GetFieldValue<byte[]>(5), Table, job, organisation, kind, work))
                return new(job, organisation, runner, JobJson.Work(Of<JobKind>(kind), work), reader.GetInt32(3), reader.GetBoolean(4));
        }

        await End(job, runner, JobEnd.Failed("internal"), null, stop);
        return null;
    }

    // jsonb has an order of members and a spacing of its own.
    private static string Canonical(string work) =>
        CanonicalJson.TryCanonicalise(work, out var canonical, out _) ? canonical : work;

    /// <summary>Stores how far a run has got.</summary>
    /// <returns>Whether the job shall be cancelled; null when another run has begun.</returns>
    internal async Task<bool?> Progress(BegunJob job, long done, long? total, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            update jobs.jobs set done = greatest(done, $3), total = coalesce(nullif($4, -1), total)
            where id = $1 and runner = $2 and ended_at is null returning cancelling
            """, Value(job.Id), Value(job.Runner), Value(done), Value(total ?? -1));
        return (bool?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Notes that a run ended in good order before the job did: it is not counted as an attempt.</summary>
    internal async Task Rest(BegunJob job, CancellationToken stop)
    {
        await using var command = database.Command("update jobs.jobs set attempts = 0 where id = $1 and runner = $2", Value(job.Id),
            Value(job.Runner));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The reports of an import's decisions, in their order.</summary>
    internal async Task<IReadOnlyList<ImportReport>> Steps(Guid job, CancellationToken stop)
    {
        List<ImportReport> steps = [];
        await using var command = database.Command("select report::text from jobs.steps where job = $1 order by number", Value(job));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) steps.Add(JobJson.Read<ImportReport>(reader.GetString(0)));
        return steps;
    }

    /// <summary>The statement that stores one decision's report.</summary>
    internal static NpgsqlBatchCommand Step(Guid job, int number, ImportReport report) => Statement(
        """
        with step as (insert into jobs.steps (job, number, report) values ($1, $2, $3::jsonb) on conflict do nothing)
        update jobs.jobs set attempts = 0 where id = $1
        """, Value(job), Value(number), Value(JobJson.Write(report)));

    /// <summary>Runs one statement.</summary>
    internal async Task Write(NpgsqlBatchCommand statement, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Ends a job with its result, and destroys its uploaded file.</summary>
    /// <returns>False when another run has begun, or the job has ended.</returns>
    internal Task<bool> End(BegunJob job, JobEnd end, (long Done, long? Total)? counts, CancellationToken stop) =>
        End(job.Id, job.Runner, end, counts, stop);

    /// <summary>Whether the key of an ended job's file may still be in the file of the table of keys.</summary>
    internal async Task<bool> IsUnswept(Guid job, CancellationToken stop)
    {
        await using var command = database.Command("select exists (select from jobs.jobs where id = $1 and not swept)", Value(job));
        return await command.ExecuteScalarAsync(stop) is true;
    }

    // A run ends its own job only, and everybody a waiting one.
    private async Task<bool> End(Guid job, Guid runner, JobEnd end, (long Done, long? Total)? counts, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var update = new NpgsqlCommand(
            $"""
            update jobs.jobs set state = $3, ended_at = $4, problem = nullif($5, '')::jsonb, result = nullif($6, '')::jsonb, runner = null,
                done = case when $7 < 0 then done else $7 end, total = case when $8 < 0 then total else $8 end, {Swept}
            where id = $1 and (runner = $2 or state = 'waiting') and ended_at is null
            """, connection, transaction).With(
            Value(job), Value(runner), Value(Name(end.State)), Value(Now), Value(end.Problem is { } problem ? JobJson.Write(problem) : ""),
            Value(end.Result is { } result ? JobJson.Write(result) : ""), Value(counts?.Done ?? -1), Value(counts?.Total ?? -1)))
        {
            if (await update.ExecuteNonQueryAsync(stop) == 0) return false;
        }

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            foreach (var statement in JobFiles.Destroying(job)) batch.BatchCommands.Add(statement);
            batch.BatchCommands.Add(Statement("delete from jobs.steps where job = $1", Value(job)));
            batch.BatchCommands.Add(Statement("delete from jobs.jobs where ended_at < $1", Value(Oldest)));
            await batch.ExecuteNonQueryAsync(stop);
        }

        foreach (var (number, content) in Parts(end.File ?? []).Index())
        {
            await using var insert = new NpgsqlCommand("insert into jobs.parts (job, number, content) values ($1, $2, $3)", connection,
                transaction).With(Value(job), Value(number), Value(content));
            await insert.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
        return true;
    }

    private static IEnumerable<byte[]> Parts(IEnumerable<string> texts)
    {
        using var part = new MemoryStream();
        foreach (var text in texts)
        {
            part.Write(Encoding.UTF8.GetBytes(text));
            if (part.Length < PartSize) continue;
            foreach (var whole in part.ToArray().Chunk(PartSize).Where(c => c.Length == PartSize)) yield return whole;
            var rest = part.ToArray()[(int)(part.Length / PartSize * PartSize)..];
            part.SetLength(0);
            part.Write(rest);
        }

        if (part.Length > 0) yield return part.ToArray();
    }

    private async Task<IReadOnlyList<Job>> Read(NpgsqlCommand command, CancellationToken stop)
    {
        List<Job> jobs = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            jobs.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), Of<JobKind>(reader.GetString(2)), Of<JobState>(reader.GetString(3)),
                reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.GetBoolean(6), reader.GetDateTime(7),
                reader.IsDBNull(8) ? null : reader.GetDateTime(8), reader.IsDBNull(9) ? null : reader.GetDateTime(9),
                reader.IsDBNull(10) ? null : JobJson.Read<JobProblem>(reader.GetString(10)), reader.GetBoolean(11),
                reader.IsDBNull(12) ? null : reader.GetString(12)));
        }

        return jobs;
    }

    private bool IsKept(Job job) => job.EndedAt is not { } ended || ended > Oldest;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private DateTime Oldest => Now - KeptFor;

    private static string Name<T>(T value)
        where T : struct, Enum => Kebab.Of($"{value}");

    private static T Of<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
