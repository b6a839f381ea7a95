using System.Text;

namespace MentorshipFlow.System.Tests.Ops;

[Trait("drill", "R13")]
public sealed class A_backup
{
    private const string AllLeaves = "select string_agg(encode(leaf, 'hex'), ' ' order by position) from ledger.entries";

    [Fact]
    public async Task Comes_back_whole_and_is_served()
    {
        await using var site = await Site.MakeAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var (leaves, sealedTexts) = (await site.AskAsync(AllLeaves), await site.AskAsync("select count(*) from vault.texts"));
        await Backup(site, "whole.tar");
        await server.InterruptAsync();

        await using var elsewhere = await Site.MakeAsync();
        var restored = await Restore(site.Beside("whole.tar"), elsewhere, site.Safe);

        Assert.Equal((0, ""), (restored.ExitCode, restored.Errors));
        await using var again = RunningProgram.Start(elsewhere, ["--data", elsewhere.Data, "--safe", site.Safe, "--port", "0"]);
        await again.ReadyAsync();
        Assert.Equal((leaves, sealedTexts), (await elsewhere.AskAsync(AllLeaves), await elsewhere.AskAsync("select count(*) from vault.texts")));
    }

    [Fact]
    public async Task Without_keys_gets_them_from_a_second_file()
    {
        await using var site = await Site.MakeAsync();
        await using (var server = await RunningProgram.ServeAsync(site)) await server.InterruptAsync();
        await Backup(site, "without.tar", "--without-keys");
        await Backup(site, "keys.tar", "--keys-only");
        Assert.DoesNotContain("organisation-", await Listed(site.Beside("without.tar"), "data_keys"), StringComparison.Ordinal);

        await using var elsewhere = await Site.MakeAsync();
        Assert.Equal(0, (await Restore(site.Beside("without.tar"), elsewhere, site.Safe)).ExitCode);
        Assert.Equal(0, (await Restore(site.Beside("keys.tar"), elsewhere, site.Safe)).ExitCode);
        Assert.Contains("database-not-empty", (await Restore(site.Beside("keys.tar"), elsewhere, site.Safe)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_older_than_the_last_checkpoint_is_named_and_put_back_only_on_demand()
    {
        await using var site = await Site.MakeAsync();
        await using (var server = await RunningProgram.ServeAsync(site, "--no-sample")) await server.InterruptAsync();
        await Backup(site, "old.tar");
        await using (var server = await RunningProgram.ServeAsync(site)) await server.InterruptAsync();

        await using var elsewhere = await Site.MakeAsync();
        var refused = await Restore(site.Beside("old.tar"), elsewhere, site.Safe);
        Assert.Equal(5, refused.ExitCode);
        Assert.StartsWith("ledger-behind-checkpoint: ", refused.Errors, StringComparison.Ordinal);

        var accepted = await Restore(site.Beside("old.tar"), elsewhere, site.Safe, "--accept-loss");
        Assert.Equal((0, ""), (accepted.ExitCode, accepted.Errors));
        Assert.Contains("was given up", await File.ReadAllTextAsync(Path.Combine(site.Safe, "losses.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(site.Safe, "checkpoints-until-*.log"));
        await using var served = RunningProgram.Start(elsewhere, ["--data", elsewhere.Data, "--safe", site.Safe, "--port", "0"]);
        await served.ReadyAsync();
    }

    [Fact]
    public async Task Put_back_behind_the_programs_back_is_not_served()
    {
        await using var site = await Site.MakeAsync();
        await using (var server = await RunningProgram.ServeAsync(site, "--no-sample")) await server.InterruptAsync();
        await Site.ShellAsync("cp -a \"$1\" \"$2\"", site.Data, site.Beside("copy"));
        await using (var server = await RunningProgram.ServeAsync(site)) await server.InterruptAsync();
        await Site.ShellAsync("rm -r \"$1\" && mv \"$2\" \"$1\"", site.Data, site.Beside("copy"));

        var refused = await RunningProgram.RunAsync(site, ["--data", site.Data, "--port", "0"]);

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("ledger-behind-checkpoint: ", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task With_a_byte_or_its_manifest_changed_restores_nothing()
    {
        await using var site = await Site.MakeAsync();
        await using (var server = await RunningProgram.ServeAsync(site, "--no-sample")) await server.InterruptAsync();
        await Backup(site, "good.tar");
        await using var elsewhere = await Site.MakeAsync();

        await Forge(site, "byte.tar", bytes => bytes[^3000] ^= 1);
        Assert.StartsWith("backup-damaged: ", (await Restore(site.Beside("byte.tar"), elsewhere, site.Safe)).Errors, StringComparison.Ordinal);
        await Forge(site, "cut.tar", bytes => bytes.AsSpan(bytes.Length / 2).Clear());
        Assert.StartsWith("backup-damaged: ", (await Restore(site.Beside("cut.tar"), elsewhere, site.Safe)).Errors, StringComparison.Ordinal);
        await Forge(site, "root.tar", OtherRoot);
        Assert.StartsWith("ledger-broken: ", (await Restore(site.Beside("root.tar"), elsewhere, site.Safe)).Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await Restore(site.Beside("good.tar"), elsewhere, site.Safe)).ExitCode);
        Assert.Contains("database-not-empty", (await Restore(site.Beside("good.tar"), elsewhere, site.Safe)).Errors, StringComparison.Ordinal);
    }

    private static async Task Backup(Site site, string name, params string[] which) =>
        Assert.Equal(0, (await RunningProgram.RunAsync(site, ["backup", site.Beside(name), "--data", site.Data, .. which])).ExitCode);

    private static Task<Ended> Restore(string file, Site into, string safe, params string[] more) =>
        RunningProgram.RunAsync(into, ["restore", file, "--data", into.Data, "--safe", safe, .. more]);

    private static Task<string> Listed(string file, string table) =>
        Site.ShellAsync("tar -xOf \"$1\" database.dump | \"$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_restore\" --table=\"$2\" --data-only --file=-", file, table);

    private static async Task Forge(Site site, string name, Action<byte[]> forgery)
    {
        var bytes = await File.ReadAllBytesAsync(site.Beside("good.tar"), TestContext.Current.CancellationToken);
        forgery(bytes);
        await File.WriteAllBytesAsync(site.Beside(name), bytes, TestContext.Current.CancellationToken);
    }

    private static void OtherRoot(byte[] tar)
    {
        var at = tar.AsSpan().IndexOf(Encoding.ASCII.GetBytes("\"root\":\"")) + 8;
        tar[at] = tar[at] == (byte)'0' ? (byte)'1' : (byte)'0';
    }
}
