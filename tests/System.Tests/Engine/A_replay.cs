using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>R9 and R6: a complete replay does not depend on process, culture, time zone or clock.</summary>
[Collection(OnALedger.Name)]
[Trait("drill", "R6")]
public sealed class A_replay(LedgerTestBed bed)
{
    private const string Ledger = "TEST_REPLAYS_LEDGER";

    private static readonly string Approved = EventCodec.NameOf<GateEvent.StageApproved>();

    [Fact(Timeout = 240_000)]
    [Trait("drill", "R9")]
    public async Task Gives_the_same_digest_in_other_processes_cultures_and_time_zones()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        for (var i = 0; i < 20; i++)
        {
            var (programme, seen) = await school.Submitted(node);
            await school.Done(node, programme, School.Resource());
            if (i % 2 == 0) await school.Done(node, programme, new GateCommand.ApproveStage(1, seen));
        }

        var person = await school.Registered(node);

        var here = Digest(bed.Cluster.App);

        Assert.Equal(here, await ElsewhereAsync(bed.Cluster.App, "ru-RU", "Asia/Yekaterinburg", TestContext.Current.CancellationToken));
        Assert.Equal(here, await ElsewhereAsync(bed.Cluster.App, "tr-TR", "America/St_Johns", TestContext.Current.CancellationToken));
        await school.Done(node, await school.Drafted(node), School.Resource());
        var moved = Digest(bed.Cluster.App);
        Assert.NotEqual(here, moved);
        await school.Done(node, person, new RegistryCommand.LeaveOrganisation(School.Today));
        Assert.NotEqual(moved, Digest(bed.Cluster.App));
    }

    [Theory]
    [InlineData("2026-11-21T10:00:00Z")]
    [InlineData("2026-11-20T10:00:00Z")]
    [InlineData("2028-02-29T23:59:59.999999Z")]
    [InlineData("2026-03-29T00:59:59Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public async Task Follows_versions_whatever_the_clock_was(string now)
    {
        await using var node = bed.Node(new SetClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));
        var school = School.New(bed);
        var (programme, seen) = await school.Submitted(node);
        await school.Done(node, programme, new GateCommand.ApproveStage(1, seen));

        await node.Verified();
        await using var later = bed.Node();
        Assert.Equal(StageStatus.Approved, (await later.Programmes.Find(school.Id, programme, LedgerTestBed.Stop))!.State.Gates[1].Status);
    }

    /// <summary>The digest that another process computes, in another culture and time zone.</summary>
    internal static async Task<string> ElsewhereAsync(string connection, string culture, string zone, CancellationToken stop)
    {
        using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Itself())
        {
            Environment = { [Ledger] = connection, ["LANG"] = culture.Replace('-', '_') + ".UTF-8",
                ["LC_ALL"] = culture.Replace('-', '_') + ".UTF-8", ["TZ"] = zone },
            RedirectStandardOutput = true,
        })!;
        var digest = await other.StandardOutput.ReadToEndAsync(stop);
        await other.WaitForExitAsync(stop);
        return digest.Trim();
    }

    internal static string[] Itself() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(A_replay).Assembly.Location] : [];

    // What every read model writes, the evaluation of every gate and the standing of every person, folded from the first entry. Blocking,
    // because a module initialiser runs it, and no other thread may enter this module until that has ended.
    internal static string Digest(string connection)
    {
        using var source = Npgsql.NpgsqlDataSource.Create(connection);
        var streams = new SortedDictionary<string, Replayed>(StringComparer.Ordinal);
        foreach (var (entry, _) in new LedgerReader(source).From(0, long.MaxValue).ToBlockingEnumerable())
        {
            if (!StreamNames.IsPerson(entry.Stream) && !StreamNames.IsProgramme(entry.Stream)) continue;
            if (!streams.TryGetValue(entry.Stream, out var replayed))
                streams[entry.Stream] = replayed = new(StreamNames.IsPerson(entry.Stream) ? Person.Empty : Programme.Empty);
            replayed.Add(entry);
        }

        var text = new StringBuilder();
        AppliedStream[] applied = [.. streams.Values.Select(s => new AppliedStream(s.Entries, s.State))];
        foreach (var written in ReadModel.All.Select(model => model.Write(applied, model.Table)).OfType<Npgsql.NpgsqlBatchCommand>())
        {
            text.AppendLine(written.CommandText);
            foreach (Npgsql.NpgsqlParameter parameter in written.Parameters) text.AppendLine(JsonSerializer.Serialize(parameter.Value));
        }

        var definitions = new DefinitionLibrary(new(source));
        foreach (var state in streams.Values.Select(s => s.State))
        {
            if (state is Person person) text.AppendLine(JsonSerializer.Serialize(person.Standing));
            if (state is not Programme programme) continue;
            var definition = definitions.Get(programme.Definition!, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            for (var stage = 1; stage <= 7; stage++) text.AppendLine(StageEvaluation.Of(programme, stage, School.Today, definition).Hash);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // A stream's state, with the entries that a read model needs: approvals, and the last one.
    private sealed class Replayed(object empty)
    {
        private int version;

        public object State { get; private set; } = empty;

        public List<Entry> Entries { get; } = [];

        public void Add(Entry entry)
        {
            if (entry.Version != ++version)
                throw new InvalidDataException($"{entry.Stream} has version {entry.Version} where {version} should be.");
            var decided = EventCodec.Read(entry.Type, entry.Body);
            State = State is Programme programme ? programme.Evolve((ProgrammeEvent)decided, EventMetadata.Of(entry))
                : ((Person)State).Evolve((PersonEvent)decided, EventMetadata.Of(entry).EffectiveOn);
            if (Entries.Count > 0 && Entries[^1].Type != Approved) Entries.RemoveAt(Entries.Count - 1);
            Entries.Add(entry);
        }
    }

    // The other process is this same program, started with the variable.
    [ModuleInitializer]
    internal static void ReplayInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(Ledger) is not { } connection) return;
        Console.WriteLine(Digest(connection));
        Environment.Exit(0);
    }
}
