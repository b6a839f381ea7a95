using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MentorshipFlow.System.Tests.Postgres;

/// <summary>The folder of a private PostgreSQL for one test; always removed afterwards.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly string _outer;

    /// <param name="under">The parent folder; null for the temporary folder.</param>
    /// <param name="name">A folder name below the parent, possibly long or unusual.</param>
    public DataFolder(string? under = null, string name = "")
    {
        _outer = ThrowAwayCluster.NewFolder(under);
        Folder = new PostgresFolder(global::System.IO.Path.Combine(_outer, name));
    }

    public PostgresFolder Folder { get; }

    public string Path => Folder.FullPath;

    public Task<PrivatePostgres> StartAsync(ILogger? log = null, PostgresBinaries? binaries = null) => PrivatePostgres.StartAsync(
        binaries ?? PostgresBinaries.Find()!, Path, log ?? NullLogger.Instance, TestContext.Current.CancellationToken);

    public Task<NoPostgresException> RefusedAsync() => Assert.ThrowsAsync<NoPostgresException>(() => StartAsync());

    public static Task<string?> AskAsync(PrivatePostgres postgres, string question) =>
        AskAsync(postgres.Folder.ConnectionString(PrivatePostgres.Superuser, "postgres"), question);

    public static async Task<string?> AskAsync(string connection, string question)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(question);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    /// <summary>Waits until another postmaster answers a query.</summary>
    public static Task RestartedWithinAsync(TimeSpan patience, PrivatePostgres postgres, Pid before) => WithinAsync(patience, async () =>
    {
        if (postgres.Postmaster == before) return false;
        try
        {
            return await AskAsync(postgres, "select 1") == "1";
        }
        catch (NpgsqlException)
        {
            return false;
        }
    });

    /// <summary>Waits until a condition is true, and fails after this time.</summary>
    public static Task WithinAsync(TimeSpan patience, Func<bool> fact) => WithinAsync(patience, () => Task.FromResult(fact()));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Folder.Processes)
        {
            process.Send(Pid.Quit);
            await process.EndWithinAsync(TimeSpan.FromSeconds(10));
        }

        ThrowAwayCluster.Remove(Folder);
        if (Directory.Exists(_outer)) Directory.Delete(_outer, recursive: true);
    }

    private static async Task WithinAsync(TimeSpan patience, Func<Task<bool>> fact)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(patience);
        while (!await fact()) await Task.Delay(20, late.Token);
    }
}
