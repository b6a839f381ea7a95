using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>A base backup, and the write-ahead log that was archived after it.</summary>
[Trait("drill", "R13")]
public sealed class A_base_backup(A_base_backup.Archived archived) : IClassFixture<A_base_backup.Archived>
{
    private const string Leaves = "select string_agg(encode(leaf, 'hex'), ' ' order by seq_id) from seal.leaves";

    [Fact]
    public async Task Is_rolled_forward_to_a_moment_once_the_loss_is_accepted()
    {
        await using var elsewhere = await Elsewhere();

        var refused = await Recover(elsewhere, "--until", archived.Moment);
        Assert.Equal(5, refused.ExitCode);
        Assert.StartsWith("ledger-behind-checkpoint: ", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(elsewhere.Data, "postgres")));

        var accepted = await Recover(elsewhere, "--until", archived.Moment, "--accept-loss");
        Assert.Equal((0, ""), (accepted.ExitCode, accepted.Errors));
        Assert.Contains("was given up",
            await File.ReadAllTextAsync(Path.Combine(elsewhere.Safe, "losses.log"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await using var served = await RunningProgram.ServeAsync(elsewhere, "--no-sample");
        Assert.Equal(archived.Leaves, await elsewhere.AskAsync(Leaves));
        Assert.Equal(200, await served.StatusOfAsync("/health/ready"));
    }

    [Fact]
    public async Task Is_refused_with_a_changed_byte_or_a_missing_segment()
    {
        await using var elsewhere = await Elsewhere();
        var (damaged, holed) = (elsewhere.Beside("damaged"), elsewhere.Beside("holed"));
        await Site.ShellAsync("""
            cp -r "$1" "$3" && printf x >>"$3/base/1/1259"
            first=$(sed -n 's/.*(file \([0-9A-F]*\)).*/\1/p' "$1/backup_label")
            cp -a "$2" "$4" && rm "$4/$(ls "$2" | grep -v backup | sed "1,/^$first/d" | head -1)"
            """, archived.Base, archived.Archive, damaged, holed);

        var broken = await RunningProgram.RunAsync(elsewhere,
            ["recover", damaged, "--archive", archived.Archive, "--data", elsewhere.Data, "--safe", elsewhere.Safe]);
        Assert.Equal(1, broken.ExitCode);
        Assert.StartsWith("backup-damaged: ", broken.Errors, StringComparison.Ordinal);

        var behind = await RunningProgram.RunAsync(elsewhere,
            ["recover", archived.Base, "--archive", holed, "--data", elsewhere.Data, "--safe", elsewhere.Safe]);
        Assert.Equal(5, behind.ExitCode);
        Assert.StartsWith("ledger-behind-checkpoint: ", behind.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recover base")]
    [InlineData("recover base --archive wal --until yesterday")]
    [InlineData("recover base --archive wal --until 2026-09-01T14:30:00")]
    [InlineData("backup base --base --keys-only")]
    public async Task Is_asked_for_in_words_that_are_understood(string words) =>
        Assert.Equal(2, (await RunningProgram.RunAsync(null, words.Split(' '))).ExitCode);

    private Task<Ended> Recover(Site into, params string[] more) => RunningProgram.RunAsync(into,
        ["recover", archived.Base, "--archive", archived.Archive, "--data", into.Data, "--safe", into.Safe, .. more]);

    // Another machine with a copy of the safe.
    private async Task<Site> Elsewhere()
    {
        var elsewhere = await Site.MakeAsync();
        await Site.ShellAsync("cp -a \"$1\" \"$2\"", archived.Site.Safe, elsewhere.Safe);
        return elsewhere;
    }

    /// <summary>
    /// A site that archived while it served: a base backup, an entry, the recovery moment, another entry. Then archiving failed for a
    /// while.
    /// </summary>
    public sealed class Archived : IAsyncLifetime
    {
        internal Site Site { get; private set; } = null!;

        internal string Base => Site.Beside("base");

        internal string Archive => Site.Beside("wal");

        internal string Moment { get; private set; } = "";

        /// <summary>The values at the recovery moment.</summary>
        internal string? Leaves { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Site = await Site.LoadedAsync();
            var environment = new Dictionary<string, string> { ["MentorshipFlow__Archive"] = Archive };
            await using var server = await RunningProgram.ServeAsync(Site, environment, "--no-sample");
            Assert.Equal(0, (await RunningProgram.RunAsync(Site, ["backup", Base, "--base", "--data", Site.Data], environment)).ExitCode);
            await Append();
            Leaves = await Site.AskAsync(A_base_backup.Leaves);
            Moment = (await Site.AskAsync("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"))!;
            await Append();
            await Warned(server);
            Assert.Equal(0, (await server.InterruptAsync()).ExitCode);
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();

        private async Task Append()
        {
            await using var node = new LedgerNode(Site.Connection(LedgerRoles.App) + ";Pooling=false", Secrets.Open(Site.Safe),
                TimeProvider.System, null);
            Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal()));
        }

        // Without the folder nothing can be archived; the waiting segments are archived afterwards.
        private async Task Warned(RunningProgram server)
        {
            var aside = Archive + "-aside";
            Directory.Move(Archive, aside);
            await DataFolder.AskAsync(Site.Connection(PrivatePostgres.Superuser) + ";Pooling=false", "select pg_switch_wal()");
            using var http = new HttpClient { BaseAddress = server.Url };
            string answer;
            do
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                answer = await http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
            }
            while (!answer.Contains("PostgreSQL could not archive 0", StringComparison.Ordinal));
            Directory.Move(aside, Archive);
        }
    }
}
