using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

[Collection(OnALedger.Name)]
public sealed class What_is_appended(LedgerTestBed bed)
{
    [Fact]
    public async Task Has_one_order_without_gaps_and_its_tree_can_be_recomputed()
    {
        await using var node = bed.Node();
        var results = await Task.WhenAll(Enumerable.Range(1, 300).Select(n => node.Writer.Append(Some.Proposal(events: 1 + (n % 5)))));

        Assert.All(results, r => Assert.IsType<AppendResult.Appended>(r));
        var entries = await node.Verified();
        Assert.Equal(
            results.Cast<AppendResult.Appended>().SelectMany(r => r.Entries).OrderBy(e => e.Position),
            entries.Select(e => e.Entry).Where(e => results.Cast<AppendResult.Appended>().Any(r => r.Entries.Contains(e))));
    }

    [Fact]
    public async Task Depends_on_the_streams_that_were_only_read()
    {
        await using var node = bed.Node();
        var read = Some.Stream();
        await node.Writer.Append(Some.Proposal(read));
        Proposal On(int version) => Some.Of(null, null, new(Some.Stream(), 0, [Some.Event()]), StreamAppend.Unmoved(read, version));

        Assert.Equal(read, Assert.IsType<AppendResult.StreamMoved>(await node.Writer.Append(On(0))).Stream);
        Assert.Single(Assert.IsType<AppendResult.Appended>(await node.Writer.Append(On(1))).Entries);
        Assert.IsType<AppendResult.Rejected>(await node.Writer.Append(Some.Of(null, null, StreamAppend.Unmoved(read, 1))));
        Assert.Single(await node.Everything(), e => e.Entry.Stream == read);
    }

    [Fact]
    public async Task Leaves_every_complete_node_of_the_stored_levels()
    {
        await using var node = bed.Node();
        await node.Writer.Append(Some.Proposal(events: 700));

        Assert.Equal(Recomputed(await node.Everything()), await StoredNodes());
    }

    [Fact]
    public async Task A_forged_node_differs_from_the_recomputed_one()
    {
        await using var node = bed.Node();
        await node.Writer.Append(Some.Proposal(events: 20));
        var stored = await StoredNodes();
        stored[0] = stored[0] with { Hash = new string('0', 64) };

        Assert.NotEqual(Recomputed(await node.Everything()), stored);
    }

    [Fact]
    public async Task Is_recorded_in_whole_microseconds_and_never_earlier_than_the_entry_before()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        await using var node = bed.Node(clock);
        // Other tests on this ledger may have recorded later times.
        var latest = DateTimeOffset.Parse((await Append(node)).RecordedAt, global::System.Globalization.CultureInfo.InvariantCulture);
        clock.Now = latest.AddDays(1);
        var before = await Append(node);
        clock.Now = latest.AddDays(-1);
        var jumped = await Append(node);
        clock.Now = latest.AddDays(1).AddHours(1);
        var after = await Append(node);

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", before.RecordedAt);
        Assert.Equal(before.RecordedAt, jumped.RecordedAt);
        Assert.True(string.CompareOrdinal(jumped.RecordedAt, after.RecordedAt) < 0);
        await node.Verified();
    }

    [Fact]
    public async Task Is_visible_to_others_when_its_caller_gets_the_answer()
    {
        await using var node = bed.Node();
        await using var another = await bed.Open(bed.Cluster.App);
        for (var i = 0; i < 200; i++)
        {
            var entry = await Append(node);
            await using var look = new NpgsqlCommand("select count(*) from ledger.entries where position = $1 and event_id = $2", another)
                .With(Bound.Value(entry.Position), Bound.Value(entry.EventId));
            Assert.Equal(1L, await look.ExecuteScalarAsync(LedgerTestBed.Stop));
        }
    }

    [Fact]
    public async Task Is_not_skipped_by_a_reader_whose_page_fills_while_it_is_read()
    {
        await using var node = bed.Node();
        var before = (await node.Reader.Head(LedgerTestBed.Stop)).Size;
        await node.Writer.Append(Some.Proposal(events: 3));
        List<long> read = [];
        await foreach (var (entry, _) in node.Reader.From(before, long.MaxValue, LedgerTestBed.Stop))
        {
            // The page was requested when it had three entries; this append fills it and continues on the next page.
            if (read.Count == 0) Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal(events: 2500)));
            read.Add(entry.Position);
        }

        Assert.Equal(Enumerable.Range(0, 2503).Select(n => before + n), read);
    }

    [Fact]
    public async Task Goes_to_several_streams_or_to_none()
    {
        await using var node = bed.Node();
        var (one, two, three) = (Some.Stream(), Some.Stream(), Some.Stream());
        await node.Writer.Append(Some.Proposal(two));

        var stale = await node.Writer.Append(Some.Of(null, null, new(one, 0, [Some.Event()]), new(two, 0, [Some.Event()]),
            new(three, 0, [Some.Event()])));
        var fresh = await node.Writer.Append(Some.Of("several", null, new(one, 0, [Some.Event()]),
            new(two, 1, [Some.Event(), Some.Event()]), new(three, 0, [Some.Event()])));

        Assert.Equal(two, Assert.IsType<AppendResult.StreamMoved>(stale).Stream);
        var entries = Assert.IsType<AppendResult.Appended>(fresh).Entries;
        Assert.Equal([(one, 1, 0), (two, 2, 1), (two, 3, 2), (three, 1, 3)], entries.Select(e => (e.Stream, e.Version, e.CommandIndex)));
        Assert.Equal(entries, (await node.Reader.Command(Some.Organisation, "several", LedgerTestBed.Stop)).Select(e => e.Entry));
    }

    [Fact]
    public async Task Is_hashed_the_same_by_the_database()
    {
        await using var node = bed.Node();
        await Append(node);

        Assert.Equal(0L, await bed.Ask<long>(
            "select count(*) from ledger.entries e where sha256(convert_to(seal.leaf_text(e) || E'\\n', 'UTF8')) <> e.leaf"));
    }

    private static async Task<Entry> Append(LedgerNode node) =>
        Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal())).Entries[0];

    private static List<(int Level, long Index, string Hash)> Recomputed(List<StoredEntry> entries)
    {
        List<(int, long, string)> nodes = [];
        var frontier = new Frontier();
        foreach (var entry in entries)
        {
            frontier.Append(entry.Entry.Leaf(), (level, index, hash) =>
            {
                if (level >= 4) nodes.Add((level, index, hash.ToString()));
            });
        }

        return [.. nodes.Order()];
    }

    private async Task<List<(int Level, long Index, string Hash)>> StoredNodes()
    {
        await using var connection = await bed.Open(bed.Cluster.App);
        await using var command = new NpgsqlCommand("select level, index, encode(hash, 'hex') from seal.nodes order by 1, 2", connection);
        await using var reader = await command.ExecuteReaderAsync(LedgerTestBed.Stop);
        List<(int, long, string)> nodes = [];
        while (await reader.ReadAsync(LedgerTestBed.Stop)) nodes.Add((reader.GetInt16(0), reader.GetInt64(1), reader.GetString(2)));
        return nodes;
    }
}
