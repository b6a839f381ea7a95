using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A ledger in its own database, its safe, a node that audits it, and a forger with the rights of a superuser.</summary>
internal sealed class AuditedLedger : IAsyncDisposable
{
    private readonly AuditBed bed;
    private readonly ServiceProvider services;
    private readonly List<AuditedLedger> others = [];

    public AuditedLedger(AuditBed bed, string database, string safe)
    {
        (this.bed, Database, Safe) = (bed, database, safe);
        services = new ServiceCollection().AddLogging().AddWorkflows(bed.App(database), Secrets.Open(safe), Patience.Limits).AddAudit(safe)
            .BuildServiceProvider();
        Node = new(bed.App(database), Secrets.Open(safe), TimeProvider.System, Patience.Limits);
    }

    public string Database { get; }

    public string Safe { get; }

    public LedgerNode Node { get; }

    public string Notes => Path.Combine(Safe, "checkpoints.log");

    public CheckpointSigner Signer => Get<CheckpointSigner>();

    public TreeNodes Nodes => Get<TreeNodes>();

    public string Owner => bed.Owner(Database);

    public string App => bed.App(Database);

    public static CancellationToken Stop => LedgerTestBed.Stop;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Appends entries, each in a stream of its own.</summary>
    public async Task Grow(int entries, string organisation = Some.Organisation)
    {
        for (var i = 0; i < entries; i++)
            Assert.IsType<AppendResult.Appended>(await Node.Writer.Append(Some.Proposal() with { Organisation = organisation }));
    }

    public async Task<Signing.Signed> Signed() => Assert.IsType<Signing.Signed>(await Signer.Sign(Stop));

    public async Task<string> Forked() => Assert.IsType<Signing.Forked>(await Signer.Sign(Stop)).Fault.Code;

    public async Task<LedgerVerdict> Verified(Checkpoint? brought = null) => (await Get<LedgerAuditor>().Whole(brought, Stop)).Verdict;

    /// <summary>Fault code and first bad position of the whole ledger.</summary>
    public async Task<(string Code, long Position)> Broken(Checkpoint? brought = null) =>
        await Verified(brought) is LedgerVerdict.Broken broken ? (broken.Code, broken.Position) : ("sound", -1);

    /// <summary>All leaves as stored.</summary>
    public async Task<Hash[]> Leaves() => [.. (await Node.Everything()).Select(e => e.Leaf)];

    /// <summary>
    /// Changes tables like a superuser: with their triggers switched off. <c>ledger.entries</c> is writable here, see
    /// <see cref="AuditBed"/>.
    /// </summary>
    public Task Forge(string sql) => AuditBed.Run(
        bed.Superuser(Database),
        $"{Switched("disable")}; {sql}; {Switched("enable")}");

    /// <summary>Updates the stored leaf to match the changed columns.</summary>
    public Task ForgeLeaf(long position) => Forge(
        $"update ledger.entries e set leaf = sha256(convert_to(seal.leaf_text(e) || E'\\n', 'UTF8')) where position = {position}");

    /// <summary>Updates the whole tree and the head to match the stored leaves.</summary>
    public async Task ForgeTree()
    {
        List<(int Level, long Index, Hash Hash)> nodes = [];
        var frontier = Frontier.Empty;
        foreach (var leaf in await Leaves()) frontier.Append(leaf, (level, index, hash) => nodes.Add((level, index, hash)));
        await Forge("delete from seal.nodes");
        await using var database = NpgsqlDataSource.Create(bed.Superuser(Database) + ";Pooling=false");
        foreach (var (level, index, hash) in nodes.Where(n => n.Level >= 4))
        {
            await using var insert = database.Command("insert into seal.nodes values ($1, $2, $3)", Value((short)level), Value(index),
                Value(hash.ToArray()));
            await insert.ExecuteNonQueryAsync(Stop);
        }

        await using var update = database.Command("update seal.head set size = $1, frontier = $2", Value(frontier.Size),
            Value(frontier.ToBytes()));
        await update.ExecuteNonQueryAsync(Stop);
    }

    private static string Switched(string how) => string.Join(
        "; ", ((string[])["ledger.mt_events", "ledger.mt_streams", "seal.leaves", "seal.nodes"])
            .Select(table => $"alter table {table} {how} trigger all"));

    /// <summary>A copy of the database with the same safe: an old backup that is restored later.</summary>
    public async Task<AuditedLedger> BackedUp()
    {
        var copy = new AuditedLedger(bed, await bed.Copy(Database), Safe);
        others.Add(copy);
        return copy;
    }

    /// <summary>Another node on the same database.</summary>
    public AuditedLedger Beside(string? safe = null)
    {
        var other = new AuditedLedger(bed, Database, safe ?? Safe);
        others.Add(other);
        return other;
    }

    /// <summary>A school whose definition is published here.</summary>
    public async Task<School> School()
    {
        var definition = await Get<PublishingEngine>().PublishShipped(LedgerTestBed.OneQuestionAtTheFirstGate(), Stop);
        return new(Some.Id(), Some.Id(), definition);
    }

    /// <summary>The key of a person in a new organisation.</summary>
    public async Task<string> Key(Guid organisation, OrganisationKind kind, params Role[] roles)
    {
        var (organisations, key, person) = (Get<OrganisationEngine>(), Get<AccessKeys>().Make(), Some.Id());
        CommandContext Context(params SideWrite[] beside) => new(organisation, $"{Some.Id()}", new string('a', 64),
            new Issued(new Actor(person, null, Role.Operator), Tests.Ledger.School.Today), false, beside);
        Assert.IsType<Outcome<Organisation>.Done>(await organisations.Decide(organisation,
            new OrganisationCommand.CreateOrganisation(organisation, new("Школа"), kind, "Europe/Moscow"), Context(), Stop));
        Assert.IsType<Outcome<Organisation>.Done>(await organisations.Decide(
            organisation, new OrganisationCommand.IssueKey(key.Id, person, null, roles),
            Context(Get<AccessKeys>().Row(key, organisation, person, null)), Stop));
        return key.Text;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in others) await other.DisposeAsync();
        await services.DisposeAsync();
        await Node.DisposeAsync();
        if (Directory.Exists(Safe)) Directory.Delete(Safe, recursive: true);
    }
}
