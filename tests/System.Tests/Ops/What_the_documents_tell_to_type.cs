using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>Blocks of shell in README and runbook, run as they stand.</summary>
public sealed partial class What_the_documents_tell_to_type
{
    [Fact]
    public async Task Checks_a_leaf_with_nothing_but_psql_and_sha256sum()
    {
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var block = await Block("ops/runbook.md");
        var ledger = $"host={site.Data}/socket user=mentorshipflow_auditor dbname=mentorshipflow";

        var printed = await Site.ShellAsync($"export LEDGER='{ledger}'\n{block}");

        Assert.Contains($"stored   {await site.AskAsync("select encode(leaf, 'hex') from ledger.entries where position = 0")}", printed, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.TrueException>(() => Site.ShellAsync($"export LEDGER='{ledger}'\n{block.Replace("seal.canonical(data)", "seal.canonical(data) || ' '", StringComparison.Ordinal)}"));
    }

    [Fact]
    public async Task Takes_the_sample_through_return_approval_certificate_and_export()
    {
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var block = (await Block("README.md")).Replace("ops/verify programme.bundle", "", StringComparison.Ordinal);

        var printed = await Site.ShellAsync($"cd '{Path.GetDirectoryName(site.Data)}'\nsafe='{site.Safe}' server='{server.Url.ToString().TrimEnd('/')}'\n{block}");

        var answers = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        Assert.Equal(
            ["criteria-not-met", "stage-already-approved"],
            answers.SelectMany(a => Code().Matches(a)).Select(m => m.Groups["code"].Value));
        Assert.Equal(
            ["gate_criterion_waived", "stage_submitted", "stage_returned", "stage_submitted", "stage_approved", "stage_approved", "certificate_issued"],
            answers.SelectMany(a => Decided().Matches(a)).Select(m => m.Groups["type"].Value));
        Assert.Single(answers, a => a.Contains("\"repeated\":true", StringComparison.Ordinal));
        Assert.Single(answers, a => a.StartsWith("{\"verdict\":\"identical\"", StringComparison.Ordinal));
        var verified = await RunningProgram.RunAsync(null, ["verify", site.Beside("programme.bundle")]);
        Assert.Equal(0, verified.ExitCode);
        Assert.StartsWith("ЦЕЛ: ", verified.Output, StringComparison.Ordinal);
        // The notes of the safe, of which the last one counts; a file that holds none is the auditor's slip, not a broken ledger.
        Assert.Equal(0, (await Held("checkpoints.log")).ExitCode);
        Assert.Equal(2, (await Held("vault.key")).ExitCode);
        await Forge(site.Beside("programme.bundle"));
        Assert.Equal(1, (await RunningProgram.RunAsync(null, ["verify", site.Beside("programme.bundle")])).ExitCode);

        Task<Ended> Held(string against) => RunningProgram.RunAsync(null, ["verify", site.Beside("programme.bundle"), "--checkpoint", Path.Combine(site.Safe, against)]);
    }

    private static async Task Forge(string bundle)
    {
        var text = await File.ReadAllTextAsync(bundle, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bundle, text.Replace("stage_returned", "stage_approved", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static async Task<string> Block(string document)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
        return Shell().Match(await File.ReadAllTextAsync(Path.Combine(folder.FullName, document), TestContext.Current.CancellationToken)).Groups["commands"].Value;
    }

    [GeneratedRegex("A test runs this block as it stands. -->\n```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex("^\\{\"type\":\"urn:mentorshipflow:problem:(?<code>[a-z-]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex("\"events\":\\[\\{\"type\":\"(?<type>[a-z_]+)\"")]
    private static partial Regex Decided();
}
