using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Ops;

public sealed partial class The_runbook
{
    [Fact]
    public async Task Checks_a_leaf_with_nothing_but_psql_and_sha256sum()
    {
        await using var site = await Site.MakeAsync();
        await using var server = await RunningProgram.ServeAsync(site, "--no-sample");
        var block = Block().Match(await File.ReadAllTextAsync(Path.Combine(Root(), "ops", "runbook.md"), TestContext.Current.CancellationToken)).Groups["commands"].Value;
        var ledger = $"host={site.Data}/socket user=mentorshipflow_auditor dbname=mentorshipflow";

        var printed = await Site.ShellAsync($"export LEDGER='{ledger}'\n{block}");

        Assert.Contains($"stored   {await site.AskAsync("select encode(leaf, 'hex') from ledger.entries where position = 0")}", printed, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.TrueException>(() => Site.ShellAsync($"export LEDGER='{ledger}'\n{block.Replace("leaf_text(e)", "leaf_text(e) || ' '", StringComparison.Ordinal)}"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("A test runs this block as it stands. -->\n```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
