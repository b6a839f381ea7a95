using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Notices;
using MentorshipFlow.Workflows.Messages;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>One letter a day about what waits: from the address that is named to the link that stops it.</summary>
public sealed class A_daily_digest(MailedInstallation mailed) : IClassFixture<MailedInstallation>
{
    [Fact]
    public async Task Comes_once_a_day_with_numbers_and_links_and_without_names()
    {
        var dated = await DatedSchool.Open(mailed.Installation);
        var name = Deciding.Done(await dated.School.Post("/api/people", Body("Верхнеозёрская Ива", Today.AddYears(-12)))).Json["person"];
        using var vera = await Subscriber.At(mailed.Server, dated.School, """["curator"]""", dated.School.Vera);
        await dated.Until();
        await vera.Confirm(mailed.Mail);

        var letter = (await mailed.Mail.Until(vera.Address, 2))[1];
        Assert.Equal($"MentorshipFlow: возвращено 1, сроки {DatedSchool.OpenItems}, срок на неделе 2", letter.Subject);
        Assert.Contains("Этап 1 «", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"https://mentoring.school.example/programmes/{dated.Programme}/stages/1", letter.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://mentoring.school.example/programmes/", letter.Message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", letter.Message.Headers["Auto-Submitted"]);
        Assert.DoesNotContain("Жимолостнова", letter.Raw + letter.Text + letter.Message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Верхнеозёрская", letter.Raw + letter.Text + letter.Message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain($"{name}", letter.Text, StringComparison.Ordinal);

        // Three nodes are asked for the same day many times.
        await using var second = await mailed.Node(0);
        await using var third = await mailed.Node(0);
        await using var later = await mailed.Node(28);
        var account = await Account(vera);
        await Task.WhenAll(new[] { second, third }.SelectMany(n => Enumerable.Range(0, 10).Select(_ =>
            n.Publish(new SendDigest(account, Today)))));
        // The next one is that of another day, in which a clearance ends soon; that of a day that has passed is left out.
        await later.Publish(new LookAtDay(dated.School.Id, Today.AddDays(28)));
        await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnds", "erasureTermEnds");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => later.Publish(new SendDigest(account, Today.AddDays(28)))));
        await later.Publish(new SendDigest(account, Today.AddDays(27)));
        var next = (await mailed.Mail.Until(vera.Address, 3))[2];
        Assert.Contains("согласия и справки 1", next.Subject, StringComparison.Ordinal);
        Assert.Contains($"…{dated.Person.ToString("N")[^4..].ToUpperInvariant()}", next.Text, StringComparison.Ordinal);
        await mailed.Handled();
        Assert.Equal(3, mailed.Mail.All.Count(l => l.To == vera.Address));
        Assert.Distinct(mailed.Mail.All.Where(l => l.To == vera.Address).Select(l => l.Message.MessageId));
    }

    [Fact]
    public async Task Is_stopped_by_one_click_and_by_no_forged_link()
    {
        var (school, vera) = await Waiting();
        using var held = vera;
        var letter = (await mailed.Mail.Until(vera.Address, 2))[1];
        Assert.Equal("List-Unsubscribe=One-Click", letter.Message.Headers["List-Unsubscribe-Post"]);
        var header = Regex.Match(Regex.Replace(letter.Raw, "\r\n[ \t]", ""), "(?m)^List-Unsubscribe: <([^>]+)>").Groups[1].Value;
        var stop = new Uri(header).AbsolutePath;
        Assert.Equal(letter.Path("/notifications/stop/"), stop);

        using var stranger = new HttpClient { BaseAddress = mailed.Server };
        async Task<HttpStatusCode> OneClick(string path) => (await stranger.PostAsync(new Uri(path, UriKind.Relative),
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), TestContext.Current.CancellationToken)).StatusCode;
        var forged = stop[..^1] + (stop[^1] == 'A' ? 'B' : 'A');
        var confirming = (await mailed.Mail.Until(vera.Address, 1))[0].Path("/notifications/confirm/");
        foreach (var wrong in new[] { forged, confirming.Replace("/confirm/mn_", "/stop/mu_", StringComparison.Ordinal),
            "/notifications/stop/mu_", "/notifications/stop/x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await OneClick(wrong));
            Assert.Equal(HttpStatusCode.NotFound, (await vera.Browser.Open(wrong)).Status);
        }

        // A program that looks at links changes nothing.
        Assert.Contains("Больше не присылать", (await vera.Browser.Open(stop)).Read, StringComparison.Ordinal);
        Assert.Contains("Stop the digest?", (await vera.Browser.Open(stop, "en")).Read, StringComparison.Ordinal);
        Assert.Contains("Письма включены", (await vera.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await OneClick(stop), await OneClick(stop)]);
        Assert.Contains("Письма остановлены", (await vera.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);

        await using var tomorrow = await mailed.Node(1);
        await tomorrow.Publish(new SendDigest(await Account(vera), Today.AddDays(1)));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == vera.Address));
        // It is turned on again without another confirmation; an earlier link to an earlier address opens nothing.
        Assert.Equal($"{Subscriber.Page}?done=saved", (await vera.Ask()).To);
        Assert.Equal($"{Subscriber.Page}?done=asked", (await vera.Ask(Subscriber.NewAddress())).To);
        Assert.Equal(HttpStatusCode.NotFound, await OneClick(stop));
    }

    [Fact]
    public async Task Does_not_come_when_nothing_waits_or_on_a_day_that_was_not_chosen()
    {
        var school = await Api.School.Open(mailed.Installation);
        using var idle = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        await idle.Confirm(mailed.Mail);
        await mailed.Handled();
        Assert.Single(mailed.Mail.All, l => l.To == idle.Address);
        Assert.Equal(1, await mailed.Count(
            $"select count(*) from access.digests where account = '{await Account(idle)}' and done_on is not null"));

        var (_, vera) = await Waiting();
        using var held = vera;
        await mailed.Mail.Until(vera.Address, 2);
        var tomorrow = Today.AddDays(1);
        var other = tomorrow.DayOfWeek == DayOfWeek.Sunday ? 1 : (int)tomorrow.DayOfWeek + 1;
        Assert.Equal($"{Subscriber.Page}?done=saved", (await vera.Ask(days: $"{(other > 7 ? 1 : other)}")).To);
        await using var node = await mailed.Node(1);
        await node.Publish(new SendDigest(await Account(vera), tomorrow));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == vera.Address));
    }

    [Fact]
    public async Task Speaks_the_language_of_its_reader()
    {
        var (_, vera) = await Waiting("en");
        using var held = vera;
        var letters = await mailed.Mail.Until(vera.Address, 2);
        Assert.Equal("MentorshipFlow: confirm your address", letters[0].Subject);
        Assert.StartsWith("MentorshipFlow: waiting for a decision 1", letters[1].Subject, StringComparison.Ordinal);
        Assert.Contains("Stop these letters: https://mentoring.school.example/notifications/stop/mu_", letters[1].Text,
            StringComparison.Ordinal);
        Assert.DoesNotMatch("[А-Яа-я]", letters[1].Subject);
    }

    [Fact]
    public async Task Is_tried_again_and_seen_when_it_was_given_up()
    {
        var (_, vera) = await Waiting();
        using var held = vera;
        await mailed.Mail.Until(vera.Address, 2);
        var account = await Account(vera);
        await using var node = await mailed.Node(1);
        var given = $"""
            select count(*) from wolverine.wolverine_dead_letters where position(convert_to('{account}', 'UTF8') in body) > 0
            """;

        // Not taken twice, then taken; all of them have one Message-ID.
        var refusals = 2;
        mailed.Mail.Answer = letter => Task.FromResult(letter.To == vera.Address && refusals-- > 0
            ? SmtpReplyCode.InsufficientStorage : SmtpReplyCode.Ok);
        await node.Publish(new SendDigest(account, Today.AddDays(1)));
        var letters = await mailed.Mail.Until(vera.Address, 5);
        Assert.Single(letters.Skip(2).Select(l => l.Message.MessageId).Distinct());
        Assert.Equal(0, await mailed.Count(given));

        // The server is away for longer than the retries.
        mailed.Mail.Answer = _ => Task.FromResult(SmtpReplyCode.Ok);
        await mailed.Mail.DownAsync();
        node.Ahead(2);
        await node.Publish(new SendDigest(account, Today.AddDays(2)));
        await Until(async () => await mailed.Count(given) == 1);
        mailed.Mail.Up();
        var ready = await node.App.Services.GetRequiredService<LedgerWatch>().Look(TestContext.Current.CancellationToken);
        Assert.Contains(ready!.Troubles, t => t.Check == "dead-letters" && t.Because.Contains("SendDigest", StringComparison.Ordinal));
        var stored = await mailed.Read("""
            select string_agg(encode(body, 'escape') || exception_message || exception_type, ' ')
            from wolverine.wolverine_dead_letters
            """);
        Assert.Contains("smtp-unreachable", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("@school.example", stored, StringComparison.Ordinal);

        // The operator sends it again.
        await mailed.Read("update wolverine.wolverine_dead_letters set replayable = true returning 'again'");
        Assert.Equal(6, (await mailed.Mail.Until(vera.Address, 6)).Count);
    }

    [Fact]
    public async Task Ends_when_the_address_is_refused_three_days_in_a_row()
    {
        var (_, vera) = await Waiting();
        using var held = vera;
        await mailed.Mail.Until(vera.Address, 2);
        var account = await Account(vera);
        mailed.Mail.Knows = address => address != vera.Address;
        await using var node = await mailed.Node(0);
        for (var day = 1; day <= 3; day++)
        {
            node.Ahead(day);
            await node.Publish(new SendDigest(account, Today.AddDays(day)));
            await Until(async () => await mailed.Count(
                $"select count(*) from access.digests where account = '{account}' and refusals = {day}") == 1);
        }

        Assert.Contains("не принимает письма на этот адрес", (await vera.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        Assert.Contains("не принимает письма", (await vera.Browser.Open("/account")).Read, StringComparison.Ordinal);
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == vera.Address));
    }

    [Fact]
    public async Task Says_nothing_of_another_school_and_ends_with_the_last_key()
    {
        var (school, vera) = await Waiting();
        using var held = vera;
        var other = await Api.School.Open(mailed.Installation);
        using var stranger = await Subscriber.At(mailed.Server, other, """["curator","head"]""", other.Vera);
        await stranger.Confirm(mailed.Mail);
        await mailed.Mail.Until(vera.Address, 2);
        await mailed.Handled();
        Assert.Single(mailed.Mail.All, l => l.To == stranger.Address);

        await mailed.Read(
            $"update access.keys set revoked = true where organisation = '{school.Id}' and person = '{school.Vera}' returning ''");
        await using var node = await mailed.Node(1);
        await node.Publish(new SendDigest(await Account(vera), Today.AddDays(1)));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == vera.Address));
    }

    // A school whose first stage waits for approval, and its curator, who confirmed an address.
    private async Task<(School School, Subscriber Vera)> Waiting(string language = "ru")
    {
        var school = await Api.School.Open(mailed.Installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var vera = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        await vera.Confirm(mailed.Mail, language);
        return (school, vera);
    }

    // Its id stands in the link.
    private async Task<Guid> Account(Subscriber whose) => Guid.ParseExact(
        (await mailed.Mail.Until(whose.Address, 1))[0].Path("/notifications/confirm/").Split('_')[1], "N");

    private static async Task Until(Func<Task<bool>> done)
    {
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(100, TestContext.Current.CancellationToken))
            if (await done()) return;
        Assert.True(await done());
    }
}
