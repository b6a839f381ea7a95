using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.Clusters;
using MentorshipFlow.Simulation;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary><c>ops/simulate</c>: schools that play whole school years over HTTP, against a running server or one of their own.</summary>
internal sealed class SimulatedYears(SchoolClient api, string operatorKey)
{
    /// <summary>The word that starts it.</summary>
    public const string Word = "simulate";

    private const int Extrapolated = 1000;

    private int steps;

    /// <summary>Runs the command line.</summary>
    public static async Task<int> Start(Arguments arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (arguments.Url is { } url)
        {
            using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
            await new SimulatedYears(new(http), arguments.OperatorKey!).Run(arguments, database: null);
            return 0;
        }

        await using var cluster = await ThrowAwayCluster.StartAsync();
        await Migrations.Apply(cluster.Owner, CancellationToken.None);
        await using var own = await OwnServer.Start(cluster);
        await new SimulatedYears(new(own.Http), own.OperatorKey).Run(arguments, cluster.Owner);
        return 0;
    }

    /// <summary>Plays the schools, some at a time.</summary>
    /// <returns>The seconds that it took.</returns>
    public async Task<double> Play(int schools, int seed, int parallel, TextWriter? progress)
    {
        var year = SimulatedSchool.YearBefore(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(1, schools), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (n, _) =>
        {
            await new SimulatedSchool(api, operatorKey, seed, n, year).Play(() =>
            {
                if (progress is not null) Show(progress, Interlocked.Increment(ref steps), schools * SimulatedSchool.Steps, watch.Elapsed);
            });
        });
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The number of entries of the ledger.</summary>
    public async Task<long> Size() => (long)(await api.Get(operatorKey, "/api/audit/head"))["size"]!;

    private async Task Run(Arguments arguments, string? database)
    {
        var (before, bytesBefore, asked) = (await Size(), await Bytes(database), api.Requests);
        var seconds = await Play(arguments.Schools, arguments.Seed, arguments.Parallel, Console.Error);
        Console.Error.WriteLine();
        var (events, requests) = (await Size() - before, api.Requests - asked);
        var bytes = await Bytes(database) - bytesBefore;
        double schools = arguments.Schools;
        Console.WriteLine($"schools   {schools:N0}, each a year to its certificate, seed {arguments.Seed}, {arguments.Parallel} at a time");
        Console.WriteLine($"requests  {requests:N0}, {requests / schools:N0} a school, {requests / seconds:N0}/s");
        Console.WriteLine($"events    {events:N0}, {events / schools:N0} a school, {events / seconds:N0}/s");
        Console.WriteLine($"seconds   {seconds:N1}, {seconds / schools:N1} a school");
        if (bytes is { } weight)
            Console.WriteLine($"bytes     {weight / 1e6:N1} MB of database, {weight / (double)events:N0} an event with names and files");
        var hours = TimeSpan.FromSeconds(seconds / schools * Extrapolated).TotalHours;
        Console.WriteLine($"{Extrapolated:N0} schools at this rate: {hours:N1} h, {events / schools * Extrapolated / 1e6:N2} million events"
            + (bytes is { } all ? $", {all / schools * Extrapolated / 1e9:N2} GB" : ""));
    }

    private static async Task<long?> Bytes(string? database)
    {
        if (database is null) return null;
        await using var source = NpgsqlDataSource.Create(database);
        await using var size = source.CreateCommand("select pg_database_size(current_database())");
        return (long)(await size.ExecuteScalarAsync())!;
    }

    private static void Show(TextWriter to, int done, int all, TimeSpan elapsed)
    {
        const int width = 40;
        var full = width * done / all;
        // On a terminal the bar stays on its line; elsewhere a line for every tenth says enough.
        if (!Console.IsErrorRedirected)
            to.Write($"\r[{new string('#', full)}{new string('.', width - full)}] {100 * done / all,3} %  {elapsed:mm\\:ss}");
        else if (10 * done / all != 10 * (done - 1) / all)
            to.WriteLine($"{100 * done / all,3} %  {elapsed:mm\\:ss}");
    }

    /// <summary>The words after <see cref="Word"/>.</summary>
    /// <param name="Url">A running server; null for one of its own.</param>
    /// <param name="OperatorKey">The operator's key there.</param>
    internal sealed record Arguments(int Schools, int Seed, int Parallel, Uri? Url, string? OperatorKey)
    {
        /// <summary>Reads them; null when they are not understood.</summary>
        public static Arguments? Parse(IReadOnlyList<string> words)
        {
            Dictionary<string, string> values = [];
            for (var i = 0; i < words.Count; i++)
            {
                // A year is the only thing that can be played.
                if (words[i] == "--year") continue;
                if (words[i] is not ("--schools" or "--seed" or "--parallel" or "--url" or "--keys") || i + 1 == words.Count) return null;
                values[words[i]] = words[++i];
            }

            if (values.ContainsKey("--url") != values.ContainsKey("--keys")) return null;
            return Number("--schools", 1) is { } schools and > 0 && Number("--seed", 1) is { } seed
                && Number("--parallel", 2) is { } parallel and > 0
                ? new(schools, seed, parallel, values.TryGetValue("--url", out var url) ? new(url) : null,
                    values.TryGetValue("--keys", out var file) ? Operator(file) : null)
                : null;

            int? Number(string name, int otherwise) => !values.TryGetValue(name, out var text) ? otherwise
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        // A file such as the safe's sample-keys: a line "operator mf_…".
        private static string Operator(string file) =>
            File.ReadLines(file).Select(line => line.Split(' ')).First(w => w is ["operator", _])[1];
    }

    /// <summary>The real server as a separate process, on a new ledger whose operator's key is known.</summary>
    internal sealed class OwnServer : IAsyncDisposable
    {
        private readonly string safe;
        private readonly RunningServer server;

        private OwnServer(string safe, RunningServer server, string operatorKey)
        {
            (this.safe, this.server, OperatorKey) = (safe, server, operatorKey);
            Http = new() { BaseAddress = new($"http://127.0.0.1:{server.Port}"), Timeout = TimeSpan.FromMinutes(2) };
        }

        public HttpClient Http { get; }

        public string OperatorKey { get; }

        public static async Task<OwnServer> Start(ThrowAwayCluster cluster)
        {
            var safe = Directory.CreateTempSubdirectory("mentorshipflow-simulation-").FullName;
            await using var node = new ServiceCollection().AddLogging().AddWorkflows(cluster.App, Secrets.Open(safe))
                .BuildServiceProvider();
            var key = node.GetRequiredService<AccessKeys>().Make();
            await ActivatorUtilities.CreateInstance<FirstKey>(node).Issue(key, SchoolClient.NewId(), CancellationToken.None);
            return new(safe, await RunningServer.Start($"--safe {safe} --no-sample", cluster.App), key.Text);
        }

        public ValueTask DisposeAsync()
        {
            Http.Dispose();
            server.Dispose();
            Directory.Delete(safe, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
