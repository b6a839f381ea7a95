using System.Globalization;
using System.Text;

namespace MentorshipFlow.System.Tests.Ops;

[Trait("drill", "R13")]
public sealed class A_backup(A_backup.Grown grown) : IClassFixture<A_backup.Grown>
{
    private const string AllLeaves = "select string_agg(encode(leaf, 'hex'), ' ' order by position) from ledger.entries";
    private const string Told = "select count(*) from ledger.entries where type = 'ledger_alarm_cleared'";
    private const string Texts = "select count(*) from vault.texts";

    [Fact]
    public async Task Is_restored_completely_and_served()
    {
        await using var elsewhere = await Elsewhere();
        await RaiseAlarm(elsewhere);

        var restored = await Restore("whole.tar", elsewhere);

        Assert.Equal((0, ""), (restored.ExitCode, restored.Errors));
        await using var again = await RunningProgram.ServeAsync(elsewhere, "--no-sample");
        Assert.StartsWith(grown.Leaves!, await elsewhere.AskAsync(AllLeaves), StringComparison.Ordinal);
        Assert.Equal(grown.SealedTexts, await elsewhere.AskAsync(Texts));
        // The alarm of the ledger that was lost is cleared, which every organisation is told.
        Assert.Equal(["raised", "clearing", "cleared"], await AlarmOf(elsewhere));
        Assert.Equal(await elsewhere.AskAsync("select count(*) from ledger.mt_streams where starts_with(id, 'organisation-')"),
            await elsewhere.AskAsync(Told));
        Assert.NotEqual("0", await elsewhere.AskAsync(Told));
        Assert.Equal(await elsewhere.AskAsync("select count(*) from ledger.entries"),
            $"{grown.Leaves!.Split(' ').Length + int.Parse((await elsewhere.AskAsync(Told))!, CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task Without_keys_gets_them_from_a_second_file()
    {
        Assert.DoesNotContain("organisation-", await Listed("without.tar", "data_keys"), StringComparison.Ordinal);
        Assert.Contains("organisation-", await Listed("whole.tar", "data_keys"), StringComparison.Ordinal);
        await using var elsewhere = await Elsewhere();

        Assert.Equal(0, (await Restore("without.tar", elsewhere)).ExitCode);
        await RaiseAlarm(elsewhere);
        Assert.Equal(0, (await Restore("keys.tar", elsewhere)).ExitCode);
        // Keys say nothing of the entries.
        Assert.Equal(["raised"], await AlarmOf(elsewhere));
        Assert.Contains("database-not-empty", (await Restore("keys.tar", elsewhere)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_older_than_the_last_checkpoint_is_restored_only_on_demand()
    {
        await using var elsewhere = await Elsewhere();
        await RaiseAlarm(elsewhere);
        var refused = await Restore("old.tar", elsewhere);
        Assert.Equal(5, refused.ExitCode);
        Assert.StartsWith("ledger-behind-checkpoint: ", refused.Errors, StringComparison.Ordinal);

        var accepted = await Restore("old.tar", elsewhere, "--accept-loss");
        Assert.Equal((0, ""), (accepted.ExitCode, accepted.Errors));
        var losses = await File.ReadAllTextAsync(Path.Combine(elsewhere.Safe, "losses.log"), TestContext.Current.CancellationToken);
        Assert.Contains("was given up", losses, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(elsewhere.Safe, "checkpoints-until-*.log"));
        Assert.Equal(["raised", "clearing"], await AlarmOf(elsewhere));

        await using var served = await RunningProgram.ServeAsync(elsewhere);
        Assert.Equal(["raised", "clearing", "cleared"], await AlarmOf(elsewhere));
    }

    [Fact]
    public async Task Restored_without_the_program_is_not_served()
    {
        await using var elsewhere = await Elsewhere();
        await Site.ShellAsync("cp -a \"$1\" \"$2\"", grown.Site.Beside("copy"), elsewhere.Data);

        var refused = await RunningProgram.RunAsync(elsewhere, ["serve", "--data", elsewhere.Data, "--port", "0"]);

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("ledger-behind-checkpoint: ", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Processes);
    }

    [Fact]
    public async Task With_a_byte_or_its_manifest_changed_restores_nothing()
    {
        await using var elsewhere = await Elsewhere();

        await Forge("byte.tar", bytes => bytes[^3000] ^= 1);
        Assert.StartsWith("backup-damaged: ", (await Restore("byte.tar", elsewhere)).Errors, StringComparison.Ordinal);
        await Forge("cut.tar", bytes => bytes.AsSpan(bytes.Length / 2).Clear());
        Assert.StartsWith("backup-damaged: ", (await Restore("cut.tar", elsewhere)).Errors, StringComparison.Ordinal);
        await Forge("root.tar", OtherRoot);
        Assert.StartsWith("ledger-broken: ", (await Restore("root.tar", elsewhere)).Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await Restore("whole.tar", elsewhere)).ExitCode);
        Assert.Contains("database-not-empty", (await Restore("whole.tar", elsewhere)).Errors, StringComparison.Ordinal);
    }

    // Another machine with a copy of the safe.
    private async Task<Site> Elsewhere()
    {
        var elsewhere = await Site.MakeAsync();
        await Site.ShellAsync("cp -a \"$1\" \"$2\"", grown.Site.Safe, elsewhere.Safe);
        return elsewhere;
    }

    private static Task RaiseAlarm(Site site) => File.AppendAllTextAsync(Path.Combine(site.Safe, "alarm.log"),
        "raised 2021-09-01T10:00:00Z leaf-differs 2 x\n", TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> AlarmOf(Site site) =>
        (await File.ReadAllLinesAsync(Path.Combine(site.Safe, "alarm.log"), TestContext.Current.CancellationToken))
            .Select(line => line.Split(' ')[0]);

    private Task<Ended> Restore(string name, Site into, params string[] more) =>
        RunningProgram.RunAsync(into, ["restore", grown.Site.Beside(name), "--data", into.Data, "--safe", into.Safe, .. more]);

    private Task<string> Listed(string name, string table) => Site.ShellAsync(
        """
        restore="$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_restore"
        tar -xOf "$1" database.dump | "$restore" --table="$2" --data-only --file=-
        """,
        grown.Site.Beside(name), table);

    private async Task Forge(string name, Action<byte[]> forgery)
    {
        var bytes = await File.ReadAllBytesAsync(grown.Site.Beside("whole.tar"), TestContext.Current.CancellationToken);
        forgery(bytes);
        await File.WriteAllBytesAsync(grown.Site.Beside(name), bytes, TestContext.Current.CancellationToken);
    }

    private static void OtherRoot(byte[] tar)
    {
        var at = tar.AsSpan().IndexOf(Encoding.ASCII.GetBytes("\"root\":\"")) + 8;
        tar[at] = tar[at] == (byte)'0' ? (byte)'1' : (byte)'0';
    }

    /// <summary>A site with a backup and a copy of its nearly empty ledger, and backups of the ledger with the sample.</summary>
    public sealed class Grown : IAsyncLifetime
    {
        internal Site Site { get; private set; } = null!;

        internal string? Leaves { get; private set; }

        internal string? SealedTexts { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Site = await Site.MakeAsync();
            await using (var server = await RunningProgram.ServeAsync(Site, "--no-sample")) await server.InterruptAsync();
            await Backup("old.tar");
            await Site.ShellAsync("cp -a \"$1\" \"$2\"", Site.Data, Site.Beside("copy"));
            await using var grown = await RunningProgram.ServeAsync(Site);
            (Leaves, SealedTexts) = (await Site.AskAsync(AllLeaves), await Site.AskAsync(Texts));
            await Backup("whole.tar");
            await Backup("without.tar", "--without-keys");
            await Backup("keys.tar", "--keys-only");
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();

        private async Task Backup(string name, params string[] which) =>
            Assert.Equal(0, (await RunningProgram.RunAsync(Site, ["backup", Site.Beside(name), "--data", Site.Data, .. which])).ExitCode);
    }
}
