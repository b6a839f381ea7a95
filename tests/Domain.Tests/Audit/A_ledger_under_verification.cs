using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_ledger_under_verification : IDisposable
{
    private readonly SchoolLedger ledger = new();

    public void Dispose() => ledger.Dispose();

    [Fact]
    public void Is_sound_at_every_checkpoint()
    {
        var tree = ledger.Tree;
        (long, Hash)[] checkpoints = [.. tree.Roots.Select((root, size) => ((long)size, root))];

        Assert.Equal(new LedgerVerdict.Sound(9, tree.Roots[9]), Verify(ledger.Entries, checkpoints));
    }

    [Fact]
    public void Is_sound_when_its_entries_are_checked_in_parallel()
    {
        var verification = new LedgerVerification([(9, ledger.Tree.Roots[9])]);
        foreach (var result in ledger.Entries.AsParallel().AsOrdered().Select(entry => LedgerVerification.Check(entry, entry.Leaf())))
            Assert.True(verification.Accept(result));

        Assert.IsType<LedgerVerdict.Sound>(verification.Finish());
    }

    [Fact]
    public void Is_verified_from_any_position()
    {
        var tree = ledger.Tree;
        for (var start = 0; start <= ledger.Entries.Count; start++)
        {
            var before = Frontier.Empty;
            foreach (var entry in ledger.Entries.Take(start)) before.Append(entry.Leaf());

            Assert.Equal(new LedgerVerdict.Sound(9, tree.Roots[9]),
                Run(new(before, [(3, tree.Roots[3]), (9, tree.Roots[9])]), ledger.Entries.Skip(start)));
            Assert.Equal(start, before.Size);
        }
    }

    [Fact]
    public void Continues_with_the_next_version_of_a_known_stream()
    {
        var (last, before) = (ledger.Entries[^1], Frontier.Empty);
        foreach (var entry in ledger.Entries.SkipLast(1)) before.Append(entry.Leaf());
        LedgerVerdict After(int known) => Run(new(before, [], new Dictionary<string, int> { [last.Stream] = known }), [last]);

        Assert.IsType<LedgerVerdict.Sound>(After(last.Version - 1));
        Assert.Equal(new LedgerVerdict.Broken(LedgerFaults.VersionGap, last.Position, $"{last.Stream}/{last.Version}"),
            After(last.Version));
    }

    [Fact]
    public void Is_broken_with_a_wrong_frontier_before_the_range()
    {
        var before = Frontier.Empty;
        before.Append(Hash.Of("another past"u8));

        Assert.Equal(
            new LedgerVerdict.Broken(LedgerFaults.RootDiffersAtCheckpoint, 5, ""),
            Run(new(before, [(5, ledger.Tree.Roots[5]), (9, ledger.Tree.Roots[9])]), ledger.Entries.Skip(1)));
        Assert.Equal(new LedgerVerdict.Broken(LedgerFaults.RootDiffersAtCheckpoint, 1, ""),
            Run(new(before, [(1, ledger.Tree.Roots[1])]), []));
    }

    [Fact]
    public void Is_broken_with_a_changed_column()
    {
        var forged = ledger.Entries.ToList();
        forged[4] = forged[4] with { Actor = "person-forger" };

        Assert.Equal(
            new LedgerVerdict.Broken(LedgerFaults.LeafDiffers, 4, $"{forged[4].Stream}/{forged[4].Version}"),
            Verify(forged, [], ledger.Entries));
    }

    [Fact]
    public void Is_broken_at_a_checkpoint_with_a_changed_column_and_leaf()
    {
        var forged = ledger.Entries.ToList();
        forged[4] = forged[4] with { Actor = "person-forger" };

        Assert.IsType<LedgerVerdict.Sound>(Verify(forged, []));
        Assert.Equal(
            new LedgerVerdict.Broken(LedgerFaults.RootDiffersAtCheckpoint, 6, ""),
            Verify(forged, [(3, ledger.Tree.Roots[3]), (6, ledger.Tree.Roots[6]), (9, ledger.Tree.Roots[9])]));
    }

    [Fact]
    public void Is_broken_without_an_entry_in_the_middle()
    {
        Says(LedgerFaults.PositionGap, 4, [.. ledger.Entries.Where(entry => entry.Position != 4)]);
        Says(LedgerFaults.VersionGap, 5,
            [.. ledger.Entries.Where(entry => entry.Position != 4).Select((entry, i) => entry with { Position = i })]);
    }

    [Fact]
    public void Is_broken_with_an_entry_twice() =>
        Says(LedgerFaults.PositionGap, 5, [.. ledger.Entries.Take(5), .. ledger.Entries.Skip(4)]);

    [Fact]
    public void Is_broken_when_a_stream_does_not_begin_at_version_1() =>
        Says(LedgerFaults.VersionGap, 3, Forged(3, entry => entry with { Stream = "programme-new" }));

    [Fact]
    public void Is_broken_with_two_entries_swapped()
    {
        var entries = ledger.Entries;
        Says(LedgerFaults.PositionGap, 4, [.. entries.Take(4), entries[5], entries[4], .. entries.Skip(6)]);
        Says(LedgerFaults.TimeGoesBack, 5,
            [.. entries.Take(4), entries[5] with { Position = 4 }, entries[4] with { Position = 5 }, .. entries.Skip(6)]);
    }

    [Fact]
    public void Is_broken_without_its_last_entries() =>
        Assert.Equal(new LedgerVerdict.Broken(LedgerFaults.TailCut, 8, ""),
            Verify([.. ledger.Entries.Take(8)], [(9, ledger.Tree.Roots[9])]));

    [Fact]
    public void Is_broken_with_a_malformed_field()
    {
        Says(LedgerFaults.BodyNotCanonical, 4, Forged(4, entry => entry with { Body = "{ }" }));
        Assert.All(
            new Func<Entry, Entry>[]
            {
                e => e with { Organisation = "" }, e => e with { Stream = "a\nb" }, e => e with { Version = 0 }, e => e with { Type = "-" },
                e => e with { Actor = "\ud800" }, e => e with { Role = "\u007f" }, e => e with { OnBehalfOf = "-" },
                e => e with { RecordedAt = "2021-09-01" },
                e => e with { EffectiveOn = "2021-9-1" }, e => e with { CommandId = "" }, e => e with { CommandIndex = -1 },
                e => e with { Fingerprint = "-" },
                e => e with { Correlation = "" }, e => e with { Causation = "-" },
            },
            forge => Says(LedgerFaults.FieldMalformed, 4, Forged(4, forge), ledger.Entries));
    }

    [Fact]
    public void Stays_broken_after_the_first_fault()
    {
        var verification = new LedgerVerification([]);

        Assert.False(verification.Accept(LedgerVerification.Check(ledger.Entries[1], ledger.Entries[1].Leaf())));
        Assert.False(verification.Accept(LedgerVerification.Check(ledger.Entries[0], ledger.Entries[0].Leaf())));
        Assert.Equal(LedgerFaults.PositionGap, Assert.IsType<LedgerVerdict.Broken>(verification.Finish()).Code);
    }

    [Fact]
    public void Refuses_checkpoints_out_of_order() =>
        Assert.Throws<ArgumentException>(() => new LedgerVerification([(9, ledger.Tree.Roots[9]), (3, ledger.Tree.Roots[3])]));

    private List<Entry> Forged(int position, Func<Entry, Entry> forge) =>
        [.. ledger.Entries.Select(entry => entry.Position == position ? forge(entry) : entry)];

    private static void Says(string code, long position, IReadOnlyList<Entry> entries, IReadOnlyList<Entry>? leaves = null)
    {
        var broken = Assert.IsType<LedgerVerdict.Broken>(Verify(entries, [], leaves));
        Assert.Equal((code, position), (broken.Code, broken.Position));
    }

    // By default the leaves are computed from the given entries, as a careful forger would do.
    private static LedgerVerdict Verify(
        IReadOnlyList<Entry> entries, IReadOnlyList<(long, Hash)> checkpoints, IReadOnlyList<Entry>? leaves = null) =>
        Run(new(checkpoints), entries, leaves);

    private static LedgerVerdict Run(LedgerVerification verification, IEnumerable<Entry> entries, IReadOnlyList<Entry>? leaves = null)
    {
        foreach (var (i, entry) in entries.Index())
            if (!verification.Accept(LedgerVerification.Check(entry, (leaves?[i] ?? entry).Leaf()))) break;
        return verification.Finish();
    }
}
