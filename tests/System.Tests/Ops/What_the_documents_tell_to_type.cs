using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>Runs the shell blocks of README and runbook unchanged.</summary>
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

        Assert.Contains($"stored   {await site.AskAsync("select encode(leaf, 'hex') from ledger.entries where position = 0")}", printed,
            StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.TrueException>(() => Site.ShellAsync(
            $"export LEDGER='{ledger}'\n{block.Replace("seal.canonical(data)", "seal.canonical(data) || ' '", StringComparison.Ordinal)}"));
    }

    [Fact]
    public async Task Tour_goes_through_a_decision_people_and_a_certificate_and_leaves_nothing_behind()
    {
        DemandJq();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var (folder, kept) = (Checkout(site), site.Beside("kept.bundle"));
        var block = await Block("README.md");

        var printed = await Site.ShellAsync($"cd '{folder}'\nsafe='{site.Safe}' server='{Address(server)}'\n{block}");

        var answers = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        Assert.Equal(
            ["stage-already-approved", "criteria-not-met", "evidence-required", "conditions-not-met"],
            answers.SelectMany(a => Refused().Matches(a)).Select(m => m.Groups["code"].Value));
        Assert.Equal(
            ["stage_returned", "remark_answered", "stage_approved", "stage_approved", "gate_criterion_waived", "representative_linked",
                "consent_given", "mentee_applied", "mentee_request_recorded", "third_party_information_recorded", "mentee_form_assigned",
                "entry_measured", "mentee_added_to_base", "tandem_formed"],
            answers.SelectMany(a => Decided().Matches(a)).Select(m => m.Groups["type"].Value));
        Assert.Single(answers, a => a.Contains("\"repeated\":true", StringComparison.Ordinal));
        Assert.Single(answers, a => a.StartsWith("ЦЕЛ: ", StringComparison.Ordinal));
        Assert.Single(answers, a => a.StartsWith("ВЫПИСКА ВЕРНА: ", StringComparison.Ordinal));
        Assert.Single(answers, "{\"verdict\":\"identical\"}");
        Assert.Equal(10, answers.Count(a => a.StartsWith("{\"kind\":", StringComparison.Ordinal)));
        Assert.Equal(["ops", "ops/verify"], Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));

        // Export again what the tour has deleted and compare it with the notes of the safe. A file without notes is the auditor's mistake,
        // not a broken ledger.
        await Site.ShellAsync($"{block.Split("# Stage 5.")[0]}\nget $programme/export >'{kept}'".Replace(
            "safe=${safe:-", $"safe='{site.Safe}' server='{Address(server)}'\nsafe=${{safe:-", StringComparison.Ordinal));
        Assert.Equal(0, (await RunningProgram.RunAsync(null, ["verify", kept])).ExitCode);
        Assert.Equal(0, (await Held("checkpoints.log")).ExitCode);
        Assert.Equal(2, (await Held("vault.key")).ExitCode);
        await Forge(kept);
        Assert.Equal(1, (await RunningProgram.RunAsync(null, ["verify", kept])).ExitCode);

        Task<Ended> Held(string against) =>
            RunningProgram.RunAsync(null, ["verify", kept, "--checkpoint", Path.Combine(site.Safe, against)]);
    }

    [Fact]
    public async Task Recipe_of_the_first_school_ends_with_a_curator_in_office()
    {
        DemandJq();
        await using var site = await Site.MakeAsync();
        await using var server = await RunningProgram.ServeAsync(site, "--no-sample");
        var key = await RunningProgram.RunAsync(site, ["first-key", "--data", site.Data, "--safe", site.Safe]);
        var order = site.Beside("order.pdf");
        await File.WriteAllTextAsync(order, "scan", TestContext.Current.CancellationToken);

        var printed = await Site.ShellAsync(
            $"server='{Address(server)}' operator='{key.Output.Trim()}' order='{order}'\n{await Block("README.md", number: 1)}");

        Assert.Contains("{\"code\":null,\"events\":[\"curator_appointed\"]}", printed, StringComparison.Ordinal);
        Assert.Contains("{\"code\":\"G1.4\",\"outcome\":\"met\"}", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integration_receives_all_entries_and_then_a_decision()
    {
        DemandJq();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var entries = await site.AskAsync("select count(*) from ledger.entries where organisation = " +
            "(select organisation from ledger.entries where type = 'programme_drafted' limit 1)");

        var printed = await Site.ShellAsync(
            $"safe='{site.Safe}' server='{Address(server)}'\n{await Block("docs/integrating.md", under: "The feed")}");

        var events = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(long.Parse(entries!, null) + 1, events.Length);
        Assert.EndsWith(",\"resource_registered\",\"Кабинет 12\"]", events[^1], StringComparison.Ordinal);
        Assert.Distinct(events);
    }

    [Fact]
    public async Task Imports_a_file_by_a_job()
    {
        DemandJq();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);

        var printed = await Site.ShellAsync(
            $"safe='{site.Safe}' server='{Address(server)}'\n{await Block("docs/integrating.md", under: "Jobs")}");

        Assert.Equal("""
            ["importMentees","done",100,1,0]
            [1,[3,"name-invalid"]]

            """, printed);
    }

    [Fact]
    public async Task Sandbox_is_made_approved_and_deleted()
    {
        DemandJq();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);

        var printed = await Site.ShellAsync(
            $"safe='{site.Safe}' server='{Address(server)}'\n{await Block("docs/integrating.md", under: "A sandbox first")}");

        Assert.Equal(["[\"stage_submitted\"]", "[\"stage_approved\",5]", "[\"sandbox_closed\"]", "\"unauthenticated\""],
            printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Both_clients_are_built_and_draft_a_programme_and_read_a_refusal()
    {
        Demand("npm", "The TypeScript client needs node and npm: apt-get install npm.");
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);

        var printed = await Site.ShellAsync(
            $"set -e\ncd '{Root}'\nsafe='{site.Safe}' server='{Address(server)}'\n"
            + await Block("docs/integrating.md", under: "Typed clients"));

        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Count(line => Drafted().IsMatch(line)));
        // Each tells of the sample; the second also of what the first has drafted.
        Assert.Equal(2, lines.Count(line => line.EndsWith(": stage-already-submitted", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("- ", StringComparison.Ordinal));
        Assert.Equal(2, lines.Count(line => line.StartsWith("Наставничество: .NET: ", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("Наставничество: TypeScript: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task First_webhook_arrives()
    {
        DemandJq();
        Demand("node", "The receiver of the document runs on node.");
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site,
            new Dictionary<string, string> { ["MentorshipFlow__PrivateWebhooks"] = "true" });

        var printed = await Site.ShellAsync($"safe='{site.Safe}' server='{Address(server)}' port={FreePort.Next()}\n"
            + await Block("docs/integrating.md", under: "Webhooks"));

        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("webhook_test ", lines);
        Assert.Equal("resource_registered Кабинет 13", lines[^1]);
    }

    private static void Demand(string program, string reason) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))), reason);

    private static void DemandJq() => Demand("jq", "The documents use jq: apt-get install jq (ops/test does it as root).");

    // A folder with the one command that the tour calls; it runs the built program.
    private static string Checkout(Site site)
    {
        var verify = Path.Combine(Directory.CreateDirectory(site.Beside("checkout/ops")).FullName, "verify");
        File.WriteAllText(verify,
            $"#!/bin/sh\nexec '{RunningProgram.Dotnet}' '{Path.Combine(site.Program, "MentorshipFlow.Api.dll")}' verify \"$@\"\n");
        File.SetUnixFileMode(verify, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return site.Beside("checkout");
    }

    private static string Root => System.Tests.Checkout.Root;

    private static string Address(RunningProgram server) => server.Url.ToString().TrimEnd('/');

    private static async Task Forge(string bundle)
    {
        var text = await File.ReadAllTextAsync(bundle, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bundle, text.Replace("stage_returned", "stage_approved", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
    }

    /// <param name="number">The number of the block, from 0.</param>
    /// <param name="under">The heading after which the blocks are counted.</param>
    private static async Task<string> Block(string document, int number = 0, string? under = null)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Root, document), TestContext.Current.CancellationToken);
        if (under is not null) text = text[text.IndexOf($"\n## {under}\n", StringComparison.Ordinal)..];
        return Shell().Matches(text)[number].Groups["commands"].Value;
    }

    [GeneratedRegex("A test runs this (block|recipe) as it stands. -->\n```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex("^programme_drafted at [0-9]+, request [0-9a-f]{32}$")]
    private static partial Regex Drafted();

    [GeneratedRegex("\"code\":\"(?<code>[a-z][a-z-]+)\"")]
    private static partial Regex Refused();

    [GeneratedRegex("\"events\":\\[\"(?<type>[a-z_]+)\"")]
    private static partial Regex Decided();
}
