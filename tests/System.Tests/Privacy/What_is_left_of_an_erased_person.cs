using System.Diagnostics;
using System.Security.Cryptography;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Privacy;

public sealed class What_is_left_of_an_erased_person : IAsyncLifetime
{
    private const string Name = "Ломоносова Аглая";
    private const string Text = "Скрытая тревожность перед выступлением";
    private const string Scan = "Заявление родителей, подпись неразборчива";

    private readonly Guid school = Some.Id();
    private readonly Guid head = Some.Id();
    private LedgerTestBed bed = null!;
    private LedgerNode node = null!;
    private Guid ada;
    private string file = "";

    public async ValueTask InitializeAsync()
    {
        bed = await LedgerTestBed.StartAsync();
        node = bed.Node();
        for (var n = 0; n < 40; n++) await RegisteredPersons.Register(node.Services, school, head, new($"Ученик {n}"), $"Текст {n}");
        ada = await RegisteredPersons.Register(node.Services, school, head, new(Name, new DateOnly(2012, 5, 4)), Text);
        file = (await node.Get<FileVault>()
            .StoreAbout(school, ada, global::System.Text.Encoding.UTF8.GetBytes(Scan), "text/plain", LedgerTestBed.Stop))!.Sha256;
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await bed.DisposeAsync();
    }

    [Fact]
    public async Task Includes_no_row_no_key_no_byte_but_the_whole_ledger()
    {
        var wrapped = await Wrapped();
        var before = await bed.Ask<byte[]>("select frontier from seal.head");
        var size = await bed.Ask<long>("select size from seal.head");
        await Checkpoint();
        Assert.NotEmpty(await Found(wrapped));

        var took = await Erased();

        Assert.True(took < TimeSpan.FromMilliseconds(1000), $"{took.TotalMilliseconds} ms");
        foreach (var table in new[] { "vault.people where person = $1", "vault.texts where owner = 'person-' || $1",
            "vault.files where owner = 'person-' || $1", "keys.data_keys where owner = 'person-' || $1" })
            Assert.Equal(0, await bed.Ask<long>($"select count(*) from {table}", Value(ada)));
        Assert.Equal(40, await bed.Ask<long>("select count(*) from keys.data_keys where owner like 'person-%'"));
        Assert.Equal(40, (await node.Get<PersonVault>().Open(school, await Others(), LedgerTestBed.Stop)).Count);
        var entries = await node.Verified();
        Assert.Equal(Frontier.Parse(size, before!).Root(), MerkleTree.Root(entries.Take((int)size).Select(e => e.Leaf)));
        await Checkpoint();
        Assert.Empty(await Found(wrapped));
        Assert.Empty(await FoundAnywhere(Name));
        Assert.Empty(await FoundAnywhere(Text));
        Assert.Empty(await FoundAnywhere(Scan));
        Assert.Equal(ada, (await node.Get<Erasures>().OfFile(school, file, LedgerTestBed.Stop))!.Person);
        Assert.Null(await node.Get<FileVault>().StoreAbout(school, ada, [1], "text/plain", LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Is_swept_by_the_next_start_when_the_process_dies_in_between()
    {
        var wrapped = await Wrapped();
        await Decided();
        await Checkpoint();
        Assert.NotEmpty(await Found(wrapped));

        await using var restarted = bed.Node();
        Assert.True(await restarted.Get<Erasures>().Finish(LedgerTestBed.Stop));

        await Checkpoint();
        Assert.Empty(await Found(wrapped));
        Assert.True((await restarted.Get<Erasures>().Of(school, [ada], LedgerTestBed.Stop))[ada].Swept);
    }

    [Fact]
    public async Task Is_swept_by_several_requests_at_once()
    {
        foreach (var person in (await Others())[..10])
        {
            ada = person;
            await Decided();

            var sweeps = Enumerable.Range(0, 4).Select(_ => node.Get<Erasures>().Finish(LedgerTestBed.Stop));
            Assert.All(await Task.WhenAll(sweeps), Assert.True);
        }
    }

    [Fact]
    public async Task Is_swept_after_a_running_backup_without_delaying_others()
    {
        await Decided();
        await using var backup = await bed.Open(bed.Cluster.Owner);
        await using var snapshot = await backup.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var hold = new NpgsqlCommand("lock table keys.data_keys in access share mode", backup))
            await hold.ExecuteNonQueryAsync(LedgerTestBed.Stop);

        Assert.False(await node.Get<Erasures>().Finish(LedgerTestBed.Stop));
        await snapshot.RollbackAsync(LedgerTestBed.Stop);

        Assert.True(await node.Get<Erasures>().Finish(LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Is_destroyed_again_when_an_old_backup_restores_the_key()
    {
        var wrapped = await Wrapped();
        await Erased();
        await bed.Ask<int>("insert into keys.data_keys (owner, wrapped, kek) values ($1, $2, 'an old one')",
            Value(TextVault.OwnerOfPerson(ada)), Value(wrapped));

        Assert.True(await node.Get<Erasures>().Finish(LedgerTestBed.Stop));

        Assert.Equal(0, await bed.Ask<long>("select count(*) from keys.data_keys where owner = $1", Value(TextVault.OwnerOfPerson(ada))));
    }

    [Fact]
    public async Task Accepts_no_text_and_no_further_decision()
    {
        await Erased();
        var late = await node.Vault.Seal(school, TextVault.OwnerOfPerson(ada), "Опоздавший текст", LedgerTestBed.Stop);
        var context = RegisteredPersons.Context(school, head, [late.Row]);

        var outcome = await node.Get<PeopleEngine>().Decide(ada, new ConsentCommand.RestrictProcessing(), context, LedgerTestBed.Stop);

        Assert.Equal(Reason.PersonErased, Assert.IsType<Outcome<Person>.Refused>(outcome).Refusal.Reason);
        await RegisteredPersons.Register(node.Services, school, head, new("Другой"));
        Assert.Empty(await node.Vault.OpenAll(school, ada, LedgerTestBed.Stop));
    }

    [Fact]
    public async Task May_be_a_part_that_is_read_under_a_new_key()
    {
        var (wrapped, earlier) = (await Wrapped(), (await node.Get<DataKeys>().Find(TextVault.OwnerOfPerson(ada), LedgerTestBed.Stop))!);
        await Checkpoint();
        Assert.NotEmpty(await Found(wrapped));

        await Decided(ErasureDecision.Partial, ErasureCategory.Texts);
        Assert.True(await node.Get<Erasures>().Finish(LedgerTestBed.Stop));
        await Checkpoint();

        Assert.Empty(await node.Vault.OpenAll(school, ada, LedgerTestBed.Stop));
        Assert.Equal(Name, (await node.Get<PersonVault>().Open(school, [ada], LedgerTestBed.Stop))[ada].Details.FullName);
        Assert.Equal(Scan, global::System.Text.Encoding.UTF8.GetString(
            (await node.Get<FileVault>().OpenAbout(school, ada, file, LedgerTestBed.Stop))!.Value.Content));
        var (reference, box) = (await bed.Ask<Guid>("select ref from vault.people where person = $1", Value(ada)),
            await bed.Ask<byte[]>("select sealed from vault.people where person = $1", Value(ada)));
        Assert.ThrowsAny<CryptographicException>(() => Box.Open(earlier.Key, box, $"{reference}"));
        Assert.Empty(await Found(wrapped));
        Assert.False((await node.Get<Erasures>().Of(school, [ada], LedgerTestBed.Stop))[ada].Whole);
        await RegisteredPersons.Register(node.Services, school, head, new("Другой"));
        Assert.NotNull(await node.Get<FileVault>().StoreAbout(school, ada, [1], "text/plain", LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Refuses_a_text_under_the_key_from_before_a_partial_erasure()
    {
        var late = await node.Vault.Seal(school, TextVault.OwnerOfPerson(ada), "Ещё не записанный текст", LedgerTestBed.Stop);
        await Decided(ErasureDecision.Partial, ErasureCategory.Texts);

        Assert.IsType<Outcome<Person>.Busy>(await Restrict(late));
        var again = await node.Vault.Seal(school, TextVault.OwnerOfPerson(ada), "Ещё не записанный текст", LedgerTestBed.Stop);
        Assert.IsType<Outcome<Person>.Done>(await Restrict(again));

        Assert.Equal(["Ещё не записанный текст"], (await node.Vault.OpenAll(school, ada, LedgerTestBed.Stop)).Values);
    }

    [Fact]
    public async Task Includes_everything_stored_while_the_rest_was_sealed_anew()
    {
        var (assessed, stores, rows) = await Assessed(ErasureDecision.Partial, ErasureCategory.Files);
        var meanwhile = await node.Vault.Seal(school, TextVault.OwnerOfPerson(ada), "Записан тем временем", LedgerTestBed.Stop);
        Assert.IsType<Outcome<Person>.Done>(await Restrict(meanwhile));

        var carryOut = new ErasureCommand.CarryOutErasure(assessed.Case, stores);
        Assert.IsType<Outcome<Person>.Busy>(await node.Get<PeopleEngine>()
            .Decide(ada, carryOut, RegisteredPersons.Context(school, head, rows), LedgerTestBed.Stop));
        await Done(carryOut, await node.Get<Erasures>().Rows(school, ada, assessed, [], LedgerTestBed.Stop));

        Assert.Equal([Text, "Записан тем временем"], (await node.Vault.OpenAll(school, ada, LedgerTestBed.Stop)).Values);
        Assert.Null(await node.Get<FileVault>().Find(school, file, LedgerTestBed.Stop));
    }

    private Task<Outcome<Person>> Restrict(SealedText text) =>
        node.Get<PeopleEngine>().Decide(ada, new ConsentCommand.RestrictProcessing(), RegisteredPersons.Context(school, head, [text.Row]),
            LedgerTestBed.Stop);

    private async Task<byte[]> Wrapped() =>
        (await bed.Ask<byte[]>("select wrapped from keys.data_keys where owner = $1", Value(TextVault.OwnerOfPerson(ada))))!;

    private async Task<TimeSpan> Erased()
    {
        var since = Stopwatch.GetTimestamp();
        await Decided();
        Assert.True(await node.Get<Erasures>().Finish(LedgerTestBed.Stop));
        return Stopwatch.GetElapsedTime(since);
    }

    private async Task Decided(ErasureDecision decision = ErasureDecision.EraseAll, params ErasureCategory[] categories)
    {
        var (assessed, stores, rows) = await Assessed(decision, categories);
        await Done(new ErasureCommand.CarryOutErasure(assessed.Case, stores), rows);
    }

    private async Task<(ErasureEvent.ErasureAssessed, IReadOnlyList<ErasedStore>, IReadOnlyList<SideWrite>)> Assessed(
        ErasureDecision decision, params ErasureCategory[] categories)
    {
        var (erasure, erasures) = (Some.Id(), node.Get<Erasures>());
        var assessed = new ErasureEvent.ErasureAssessed(erasure, decision, new("152-ФЗ, ст. 21 ч. 5"), decision == ErasureDecision.EraseAll
            ? Enum.GetValues<ErasureCategory>() : categories, null);
        await Done(new ErasureCommand.RequestErasure(erasure, ErasureGround.ConsentWithdrawn, new(2026, 11, 20), new(2026, 12, 20),
            "withdrawal-30"));
        await Done(new ErasureCommand.AssessErasure(erasure, decision, assessed.Article, categories, null));
        return (assessed, await erasures.Stores(ada, assessed, [], LedgerTestBed.Stop),
            await erasures.Rows(school, ada, assessed, [], LedgerTestBed.Stop));
    }

    private async Task Done(ErasureCommand command, IReadOnlyList<SideWrite>? beside = null) =>
        Assert.IsType<Outcome<Person>.Done>(await node.Get<PeopleEngine>()
            .Decide(ada, command, RegisteredPersons.Context(school, head, beside), LedgerTestBed.Stop));

    private async Task<Guid[]> Others() =>
        (await bed.Ask<Guid[]>("select array_agg(person) from vault.people where person <> $1", Value(ada)))!;

    private Task<int> Checkpoint() => bed.Ask<int>("checkpoint");

    // The write-ahead log has a separate horizon, which the act states.
    private async Task<IReadOnlyList<string>> Found(byte[] bytes) =>
        [.. (await StoredBytes.Holding(bed.Cluster.Cluster.Folder.DataDirectory, bytes))
            .Where(f => !f.Contains("/pg_wal/", StringComparison.Ordinal))];

    private Task<IReadOnlyList<string>> FoundAnywhere(string text) =>
        StoredBytes.Holding(bed.Cluster.Cluster.Folder.FullPath, StoredBytes.Spellings(text));
}
