using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>This test has its own cluster, because nodes with another safe could not open its keys.</summary>
public sealed class A_rotated_key : IAsyncLifetime
{
    private readonly string safe = Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName;
    private LedgerTestBed bed = null!;

    public async ValueTask InitializeAsync() => bed = await LedgerTestBed.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await bed.DisposeAsync();
        Directory.Delete(safe, recursive: true);
    }

    [Fact]
    public async Task Is_used_by_a_running_node_whatever_interrupts_the_rotation()
    {
        await using var running = Node();
        var school = School.New(bed);
        var persons = await Registered(running, school, 1200);
        var first = Kek("vault.key");

        foreach (var step in Enum.GetValues<RotationStep>()[..^1])
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => Rotate(reached =>
            {
                if (reached == step) throw new OperationCanceledException($"killed at {step}");
            }));
            Assert.Equal(persons.Count, (await running.Get<PersonVault>().Open(school.Id, persons, LedgerTestBed.Stop)).Count);
            await using var restarted = Node();
            Assert.Equal(persons.Count, (await restarted.Get<PersonVault>().Open(school.Id, persons, LedgerTestBed.Stop)).Count);
            persons.AddRange(await Registered(running, school, 1));
        }

        await Rotate(_ => { });

        Assert.NotEqual(first, Kek("vault.key"));
        Assert.Equal(first, Kek($"vault.key.retired-{first}"));
        Assert.False(File.Exists(Path.Combine(safe, "vault.key.next")));
        Assert.Equal(0, await bed.Ask<long>("select count(*) from keys.data_keys where kek is distinct from $1", Value(Kek("vault.key"))));
        await using var after = Node();
        Assert.Equal(persons.Count, (await after.Get<PersonVault>().Open(school.Id, persons, LedgerTestBed.Stop)).Count);
    }

    [Fact]
    public async Task Refuses_data_keys_under_an_earlier_one_and_the_next_try_succeeds()
    {
        await using var running = Node();
        var school = School.New(bed);
        var draft = running.Get<PersonVault>().Draft(school.Id);
        draft.Register(Some.Id(), new PersonDetails("Ада"));
        await Rotate(_ => { });

        Assert.IsType<Outcome<Programme>.Busy>(await running.Decide(Some.Id(), school.Draft(), school.Context(beside: draft.Rows)));

        Assert.Single(await Registered(running, school, 1));
    }

    private Task<(int, string)> Rotate(Action<RotationStep> reached) =>
        new KeyRotation(bed.Cluster.Owner, reached).InSafe(safe, LedgerTestBed.Stop);

    private LedgerNode Node() => new(bed.Cluster.App, Secrets.Open(safe), TimeProvider.System, null);

    private string Kek(string file) => KeyEncryptionKey.Of(File.ReadAllBytes(Path.Combine(safe, file))).Id;

    private static async Task<List<Guid>> Registered(LedgerNode node, School school, int count)
    {
        var draft = node.Get<PersonVault>().Draft(school.Id);
        List<Guid> persons = [.. Enumerable.Range(0, count).Select(_ => Some.Id())];
        foreach (var person in persons) draft.Register(person, new PersonDetails($"Ученик {person}"));
        await school.Done(node, Some.Id(), school.Draft(), school.Context(beside: draft.Rows));
        return persons;
    }
}
