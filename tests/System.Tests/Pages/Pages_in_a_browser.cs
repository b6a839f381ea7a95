using System.Text.Json;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Notifications;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Sample;
using SmtpServer.Protocol;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>R21: the stories of tests/Browser on the real program with its sample, in Debian's Chromium.</summary>
[Trait("drill", "R21")]
public sealed class Pages_in_a_browser
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Browser");

    [Fact]
    public async Task Lead_a_newcomer_to_an_approval_in_four_clicks_and_lose_nothing_typed()
    {
        var told = await Tell("the_first_run_takes_four_clicks,a_stage_is_returned_without_script_and_nothing_typed_is_lost,"
            + "two_curators_and_a_double_click_decide_once");
        Passed(told, 3);
    }

    [Fact]
    public async Task Serve_the_keyboard_the_printer_the_slow_machine_and_the_auditor_at_home()
    {
        var told = await Tell("a_copy_taken_home_verifies_and_a_forged_one_does_not,"
            + "a_certificate_is_shown_with_its_proof_and_without_the_rest,pages_print_on_paper_without_what_is_for_the_screen,"
            + "pages_are_painted_soon_on_a_slow_machine,a_stage_is_approved_by_keyboard_alone,"
            + "an_approval_is_signed_by_a_passkey_and_verified_at_home,the_page_of_the_api_needs_no_inline_script_or_style");
        foreach (var line in told.Where(l => l.StartsWith("measured ", StringComparison.Ordinal))) DrillSize.Figure("R21", $"{line}");
        Passed(told, 7);
    }

    [Fact]
    public async Task Are_sound_wherever_a_role_gets_by_clicking()
    {
        var told = await Tell(DrillSize.Full ? "every_page_a_role_reaches_is_sound,in_the_dark_and_in_english"
            : "every_page_a_role_reaches_is_sound");
        Passed(told, DrillSize.Full ? 2 : 1);
    }

    /// <summary>Each counts its clicks and fails when they become more: the price stands beside it. Half of them are told in the full drill
    /// alone.</summary>
    [Fact]
    public async Task Take_a_school_from_its_first_list_to_its_certificate_at_a_known_price()
    {
        const string Daily = "sixty_pupils_come_from_the_spreadsheet_of_their_school,a_month_of_meetings_is_one_form,"
            + "the_first_school_of_an_operator_gets_its_head";
        const string Long = "pairs_are_matched_and_their_order_is_made,letters_and_a_calendar_are_asked_for,"
            + "a_year_is_closed_to_its_certificate";
        await using var mail = MailServer.Started();
        var told = await Tell(DrillSize.Full ? $"{Daily},{Long}" : Daily, mail);
        foreach (var line in told.Where(l => l.StartsWith("measured ", StringComparison.Ordinal))) DrillSize.Figure("R21", $"{line}");
        Passed(told, DrillSize.Full ? 6 : 3);
    }

    /// <summary>As ops/screens does it with all pages.</summary>
    [Fact]
    public async Task Are_pictured_at_three_widths_in_both_themes()
    {
        Demand();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var pictures = site.Beside("pictures");
        await Site.ShellAsync($"cd '{Folder}' && npm ci --no-audit --no-fund --silent && node screens.mjs "
            + $"'{server.Url.ToString().TrimEnd('/')}' '{Path.Combine(site.Safe, "sample-keys")}' '{pictures}' /inbox");
        Assert.Equal(
            ["dark/inbox-1366.png", "dark/inbox-360.png", "dark/inbox-768.png", "light/inbox-1366.png", "light/inbox-360.png",
                "light/inbox-768.png"],
            Directory.EnumerateFiles(pictures, "*.png", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(pictures, f)).Order());
    }

    private static void Demand()
    {
        DrillSize.Demand(File.Exists(Chromium), "The stories need a browser: apt-get install chromium (ops/test does it as root).");
        DrillSize.Demand(File.Exists("/usr/bin/npm") || File.Exists("/usr/local/bin/npm"),
            "The stories need node and npm: apt-get install npm.");
    }

    private static void Passed(IReadOnlyList<string> told, int stories)
    {
        Assert.True(!told.Any(line => line.StartsWith("FAILED ", StringComparison.Ordinal)), string.Join('\n', told));
        Assert.Equal(stories, told.Count(line => line.StartsWith("passed ", StringComparison.Ordinal)));
    }

    /// <param name="mail">The mail server through which the program sends; without one it sends nothing.</param>
    private static async Task<IReadOnlyList<string>> Tell(string stories, MailServer? mail = null)
    {
        Demand();
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site, mail?.Environment);
        var keys = site.Beside("keys.json");
        var letters = mail is null ? null : Directory.CreateDirectory(site.Beside("letters")).FullName;
        if (letters is not null) mail!.Answer = letter => Keep(letter, letters);
        await File.WriteAllTextAsync(keys, Keys(server, letters), TestContext.Current.CancellationToken);
        var printed = await Site.ShellAsync(
            $"cd '{Folder}' && npm ci --no-audit --no-fund --silent && "
            + $"node stories.mjs '{server.Url.ToString().TrimEnd('/')}' '{keys}' {stories} || true");
        return [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    // A story finds the link in its letter.
    private static async Task<SmtpReplyCode> Keep(Got letter, string folder)
    {
        var name = Path.Combine(folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync($"{name}.part", letter.Text);
        File.Move($"{name}.part", $"{name}.txt");
        return SmtpReplyCode.Ok;
    }

    private static string Keys(RunningProgram server, string? letters)
    {
        var keys = new Dictionary<string, object>
        {
            ["programme"] = SampleIds.Programme, ["past"] = SampleIds.PastProgramme,
            ["enter"] = server.Entrance, ["full"] = DrillSize.Full,
            // As ops/verify runs it.
            ["verify"] = new[] { RunningProgram.Dotnet, Path.Combine(AppContext.BaseDirectory, "MentorshipFlow.Api.dll"), "verify" },
        };
        if (letters is not null) keys["letters"] = letters;
        foreach (var role in new[] { "operator", "initiator", "curator", "head", "auditor", "integrator",
            "regional-centre" }) keys[role] = server.Key(role);
        return JsonSerializer.Serialize(keys);
    }
}
