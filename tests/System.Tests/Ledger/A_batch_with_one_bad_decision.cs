using System.Diagnostics;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

[Collection(OnALedger.Name)]
public sealed class A_batch_with_one_bad_decision(LedgerTestBed bed)
{
    private const string LoneSurrogate = "\ud800";

    /// <summary>Each way to fail, and the expected answer to the bad decision: a kind of result, a SQLSTATE or a constraint.</summary>
    public static TheoryData<string, string> Poisons => new()
    {
        { "a version that has passed", "StreamMoved" },
        { "a version that is not there yet", "StreamMoved" },
        { "a command id on the ledger", "CommandKnown" },
        { "a command id that stands twice in the batch", "CommandKnown" },
        { "the title of another active programme", "programmes_one_active" },
        { "a row beside that is there already", "texts_pkey" },
        { "a row beside that breaks a check", "keys_seal_check" },
        { "a row beside into a table that is closed to us", "42501" },
        { "a number that is too large", "22003" },
        { "a statement that fails", "22012" },
        { "U+0000 in the body", "22021" },
        { "a lone surrogate in the body", "" },
        { "a lone surrogate in a row beside", "" },
        { "a line feed in the command id", "22023" },
        { "a hyphen for a correlation", "22023" },
        { "no event at all", "22023" },
        { "the same stream twice", "22023" },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Harms_none_of_its_63_neighbours(string poison, string answer)
    {
        await using var node = bed.Node();
        var bad = await Poisoned(node, poison);
        Proposal[] proposals = [.. Enumerable.Range(0, 63).Select(_ => Some.Proposal())];
        // The duplicate is earlier in the batch, so the second one is the bad decision.
        if (poison.Contains("twice in the batch", StringComparison.Ordinal)) proposals[5] = proposals[5] with { CommandId = bad.CommandId };

        var (results, culprit) = await InOneBatch(node, proposals, bad);

        Assert.All(results, r => Assert.IsType<AppendResult.Appended>(r));
        Assert.Equal(answer, culprit is AppendResult.Rejected rejected ? rejected.Constraint ?? rejected.SqlState : culprit.GetType().Name);
        var entries = await node.Verified();
        var appended = entries.Select(e => e.Entry.EventId).ToHashSet();
        Assert.All(proposals, p => Assert.Contains(p.Streams[0].Events[0].EventId, appended));
        Assert.DoesNotContain(bad.Streams.SelectMany(s => s.Events), e => appended.Contains(e.EventId));
    }

    [Fact]
    public async Task A_decision_built_on_one_that_fails_fails_with_it()
    {
        await using var node = bed.Node();
        var stream = Some.Stream();
        var bad = Some.Proposal(stream, beside: [Some.Sql("select 1 / 0")]);
        Proposal[] proposals = [.. Enumerable.Range(0, 62).Select(_ => Some.Proposal()), Some.Proposal(stream, expected: 1)];

        var (results, culprit) = await InOneBatch(node, proposals, bad);

        Assert.IsType<AppendResult.Rejected>(culprit);
        Assert.IsType<AppendResult.StreamMoved>(results[^1]);
        Assert.All(results[..^1], r => Assert.IsType<AppendResult.Appended>(r));
    }

    [Fact]
    public async Task A_slow_decision_delays_its_neighbours_by_a_few_seconds_only()
    {
        await using var node = bed.ServedNode();
        var since = Stopwatch.StartNew();
        var (results, culprit) = await InOneBatch(node, [.. Enumerable.Range(0, 63).Select(_ => Some.Proposal())],
            Beside(Some.Sql("select pg_sleep(60)")), () => since.Restart());

        Assert.All(results, r => Assert.IsType<AppendResult.Appended>(r));
        Assert.IsType<AppendResult.Unknown>(culprit);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), $"Its caller waited {since.Elapsed}.");
        Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal()));
        await node.Verified();
    }

    // While another session holds the head row, one decision waits for it and the others queue behind it.
    private async Task<(AppendResult[] Neighbours, AppendResult Culprit)> InOneBatch(LedgerNode node, Proposal[] neighbours, Proposal bad,
        Action? asked = null)
    {
        await node.Writer.Append(Some.Proposal());
        await using var other = await bed.Open();
        await using var holding = await other.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var hold = new NpgsqlCommand("select from seal.head for update", other, holding))
            await hold.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        var first = node.Writer.Append(Some.Proposal());
        while (await bed.Ask<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
            == 0) await Task.Delay(5, LedgerTestBed.Stop);
        var answers = neighbours[..32].Select(node.Writer.Append).ToList();
        var culprit = node.Writer.Append(bad);
        answers.AddRange(neighbours[32..].Select(node.Writer.Append));
        asked?.Invoke();
        await holding.RollbackAsync(LedgerTestBed.Stop);
        Assert.IsType<AppendResult.Appended>(await first);
        return (await Task.WhenAll(answers), await culprit);
    }

    private async Task<Proposal> Poisoned(LedgerNode node, string poison)
    {
        var known = Some.Proposal();
        Assert.IsType<AppendResult.Appended>(await node.Writer.Append(known));
        return poison switch
        {
            "a version that has passed" => Some.Proposal(known.Streams[0].Stream),
            "a version that is not there yet" => Some.Proposal(expected: 7),
            "a command id on the ledger" => Some.Proposal(command: known.CommandId),
            "a command id that stands twice in the batch" => Some.Proposal(command: Some.Id().ToString()),
            "the title of another active programme" => await Namesake(node),
            "a row beside that is there already" => Beside(Text(Guid.Empty), Text(Guid.Empty)),
            "a row beside that breaks a check" => Beside(Some.Sql(
                """
                insert into access.keys (id, organisation, person, secret_sha256, seal)
                values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256(''), '')
                """)),
            "a row beside into a table that is closed to us" =>
                Beside(Some.Sql("update ledger.mt_events set data = data where seq_id = 1")),
            "a number that is too large" => Beside(Some.Sql("insert into vault.files values ($1, '', '', ($2::numeric)::bigint, '', '')",
                Bound.Value(Guid.Empty), Bound.Value("9223372036854775808"))),
            "a statement that fails" => Beside(Some.Sql("select 1 / 0")),
            "U+0000 in the body" => WithBody("{\"a\":\"\0\"}"),
            "a lone surrogate in the body" => WithBody($"{{\"a\":\"{LoneSurrogate}\"}}"),
            "a lone surrogate in a row beside" => Beside(Some.Sql("select $1", Bound.Value(LoneSurrogate))),
            "a line feed in the command id" => Some.Proposal(command: "a\nindex 7"),
            "a hyphen for a correlation" => Some.Proposal() with { Correlation = "-" },
            "no event at all" => Some.Proposal(events: 0),
            "the same stream twice" => Some.Of(null, null, new("test-twice", 0, [Some.Event()]), new("test-twice", 1, [Some.Event()])),
            _ => throw new ArgumentOutOfRangeException(nameof(poison), poison, null),
        };
    }

    private static Proposal Beside(params SideWrite[] rows) => Some.Proposal(beside: rows);

    private static SideWrite Text(Guid reference) =>
        Some.Sql("insert into vault.texts (ref, organisation, owner, sealed) values ($1, $1, '', '')", Bound.Value(reference));

    private static Proposal WithBody(string body) => Some.Of(null, null, new StreamAppend(Some.Stream(), 0, [Some.Event(body)]));

    private async Task<Proposal> Namesake(LedgerNode node)
    {
        var school = School.New(bed);
        var command = (CharterCommand.DraftProgramme)school.Draft("Одна программа");
        var programme = Some.Id();
        await school.Done(node, programme, command);
        var state = (await node.Programmes.Find(school.Id, programme, LedgerTestBed.Stop))!.State;
        return Some.Of(null, null, new StreamAppend(StreamNames.Programme(Some.Id()), 0, [Some.Event()], state));
    }
}
