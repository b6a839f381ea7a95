using MentorshipFlow.System.Tests.Audit;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Vault;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary><c>rotate-key</c> is killed repeatedly; every person and text can be opened in between and afterwards.</summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_rotation_that_is_killed(AuditBed bed)
{
    private const int Persons = 1200;

    // The output lines after which it is killed; the whole rotation has three parts.
    private static readonly string[] Places = DrillSize.Full
        ? ["next", "retired", "rewrapped  a part", "rewrapped  a part", "rewrapped  all", "aside"]
        : ["retired", "rewrapped  a part"];

    [Fact]
    public async Task Continues_with_the_keys_of_the_safe()
    {
        await using var ledger = await bed.Ledger();
        var persons = await Registered(ledger);
        var first = Kek(File.ReadAllBytes(Path.Combine(ledger.Safe, "vault.key")));

        foreach (var place in Places)
        {
            await Killed(ledger, place, Named(ledger));
            await Opens(ledger, persons, Secrets.Open(ledger.Safe));
        }

        Assert.Equal((0, ""), Brief(await RunningProgram.RunAsync(null, Command(ledger), Named(ledger))));
        var now = Kek(File.ReadAllBytes(Path.Combine(ledger.Safe, "vault.key")));
        Assert.NotEqual(first, now);
        Assert.False(File.Exists(Path.Combine(ledger.Safe, "vault.key.next")));
        Assert.Equal(0, await Under(ledger, now));
        await Opens(ledger, persons, Secrets.Open(ledger.Safe));
    }

    [Fact]
    public async Task Continues_with_the_keys_of_the_environment()
    {
        await using var ledger = await bed.Ledger();
        var persons = await Registered(ledger);
        var (current, next) = (File.ReadAllBytes(Path.Combine(ledger.Safe, "vault.key")), LedgerTestBed.NewSecrets().VaultKey);
        File.Delete(Path.Combine(ledger.Safe, "vault.key"));
        var given = new Dictionary<string, string>(Named(ledger)) { [KeyRing.Variable] = Convert.ToHexString(current) };
        var both = new Dictionary<string, string>(given) { [KeyRing.NextVariable] = Convert.ToHexStringLower(next) };

        var alone = await RunningProgram.RunAsync(null, Command(ledger), given);
        Assert.Equal((1, true), (alone.ExitCode, alone.Errors.StartsWith("next-key-missing: ", StringComparison.Ordinal)));
        foreach (var place in Places.Skip(DrillSize.Full ? 0 : 1).Where(p => p != "aside"))
        {
            await Killed(ledger, place, both);
            await Opens(ledger, persons, Ring(next, current));
        }

        Assert.Equal((0, ""), Brief(await RunningProgram.RunAsync(null, Command(ledger), both)));
        Assert.Equal(0, await Under(ledger, Kek(next)));
        await Opens(ledger, persons, Ring(next));
        Assert.Empty(Directory.GetFiles(ledger.Safe, "vault.key*"));
    }

    [Fact]
    public async Task Is_not_started_with_an_invalid_variable()
    {
        await using var ledger = await bed.Ledger();

        var environment = new Dictionary<string, string>(Named(ledger)) { [KeyRing.Variable] = "nonsense" };
        var ended = await RunningProgram.RunAsync(null, Command(ledger), environment);

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(KeyRing.Variable, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    private static async Task Killed(AuditedLedger ledger, string place, IReadOnlyDictionary<string, string> environment)
    {
        await using var rotation = RunningProgram.Start(null, Command(ledger), environment);
        Assert.True(await rotation.SaysAsync(place), string.Join('\n', rotation.Lines));
        await rotation.KillNineAsync();
    }

    private static async Task Opens(AuditedLedger ledger, Dictionary<Guid, string> persons, Secrets secrets)
    {
        await using var node = new LedgerNode(ledger.App, secrets, TimeProvider.System, Patience.Limits);
        var organisation = Guid.Parse(Some.Organisation);
        var opened = await node.Get<PersonVault>().Open(organisation, persons.Keys, AuditedLedger.Stop);
        var names = opened.Select(p => KeyValuePair.Create(p.Key, p.Value.Details.FullName));
        Assert.Equal(persons.OrderBy(p => p.Key), names.OrderBy(p => p.Key));
        var (person, name) = persons.Last();
        Assert.Equal([$"Текст: {name}"], (await node.Vault.OpenAll(organisation, person, AuditedLedger.Stop)).Values);
    }

    private static async Task<Dictionary<Guid, string>> Registered(AuditedLedger ledger)
    {
        var persons = Enumerable.Range(0, Persons).ToDictionary(_ => Some.Id(), n => $"Ученик {n}");
        var draft = ledger.Node.Get<PersonVault>().Draft(Guid.Parse(Some.Organisation));
        foreach (var (person, name) in persons) draft.Register(person, new PersonDetails(name));
        var last = persons.Last();
        await draft.Seal(TextVault.OwnerOfPerson(last.Key), $"Текст: {last.Value}", AuditedLedger.Stop);
        Assert.IsType<Workflows.Store.AppendResult.Appended>(await ledger.Node.Writer.Append(Some.Proposal(beside: draft.Rows)));
        return persons;
    }

    private static async Task<long> Under(AuditedLedger ledger, string kek)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(ledger.Owner + ";Pooling=false");
        await using var command = database.Command("select count(*) from keys.data_keys where kek is distinct from $1", Value(kek));
        return (long)(await command.ExecuteScalarAsync(AuditedLedger.Stop))!;
    }

    private static string[] Command(AuditedLedger ledger) => ["rotate-key", "--data", ledger.Safe + "-data", "--safe", ledger.Safe];

    private static Dictionary<string, string> Named(AuditedLedger ledger) => new() { ["ConnectionStrings__LedgerOwner"] = ledger.Owner };

    private static Secrets Ring(params byte[][] keys) => LedgerTestBed.NewSecrets() with { Ring = KeyRing.Of(keys) };

    private static string Kek(byte[] key) => KeyEncryptionKey.Of(key).Id;

    private static (int ExitCode, string Errors) Brief(Ended ended) => (ended.ExitCode, ended.Errors);
}
