using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>One running node, composed as in the server.</summary>
public sealed class LedgerNode : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public LedgerNode(string connection, Secrets secrets, TimeProvider clock, BatchLimits? limits) =>
        services = new ServiceCollection().AddLogging().AddSingleton(clock).AddWorkflows(connection, secrets, limits)
            .BuildServiceProvider();

    public IServiceProvider Services => services;

    public BatchWriter Writer => Get<BatchWriter>();

    public LedgerReader Reader => Get<LedgerReader>();

    public ProgrammeEngine Programmes => Get<ProgrammeEngine>();

    public TextVault Vault => Get<TextVault>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<Outcome<Programme>> Decide(Guid programme, ProgrammeCommand command, CommandContext context) =>
        Programmes.Decide(programme, command, context, LedgerTestBed.Stop);

    /// <summary>All entries of the ledger, in order.</summary>
    public async Task<List<StoredEntry>> Everything()
    {
        List<StoredEntry> entries = [];
        await foreach (var entry in Reader.From(0, long.MaxValue, LedgerTestBed.Stop)) entries.Add(entry);
        return entries;
    }

    /// <summary>All entries, after recomputing their order, leaves, tree and head.</summary>
    public async Task<List<StoredEntry>> Verified()
    {
        var entries = await Everything();
        var head = await Reader.Head(LedgerTestBed.Stop);
        Assert.Equal(head.Size, entries.Count);
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => (long)i), entries.Select(e => e.Entry.Position));
        Assert.All(entries.GroupBy(e => e.Entry.Stream), s => Assert.Equal(Enumerable.Range(1, s.Count()), s.Select(e => e.Entry.Version)));
        Assert.All(entries, e => Assert.Equal(e.Entry.Leaf(), e.Leaf));
        Assert.Equal(MerkleTree.Root(entries.Select(e => e.Leaf)), head.Root);
        var times = entries.ConvertAll(e => Entry.Microseconds(e.Entry.RecordedAt));
        Assert.Equal(times.Order(), times);
        Assert.Equal(entries.Count, entries.DistinctBy(e => e.Entry.EventId).Count());
        return entries;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
