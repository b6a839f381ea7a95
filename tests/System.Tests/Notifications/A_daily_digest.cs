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
        await Until(async () => (await dated.Notices("&settled=false")).Count == DatedSchool.OpenItems);
        await vera.Confirm(mailed.Mail);
        await Done(vera);

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
        var (school, grace) = await Waiting();
        using var held = grace;
        var letter = (await mailed.Mail.Until(grace.Address, 2))[1];
        Assert.Equal("List-Unsubscribe=One-Click", letter.Message.Headers["List-Unsubscribe-Post"]);
        var header = Regex.Match(Regex.Replace(letter.Raw, "\r\n(?=[ \t])", ""), "(?m)^List-Unsubscribe: <([^>]+)>").Groups[1].Value;
        var stop = new Uri(header).AbsolutePath;
        Assert.Equal(letter.Path("/notifications/stop/"), stop);

        using var stranger = new HttpClient { BaseAddress = mailed.Server };
        async Task<HttpStatusCode> OneClick(string path) => (await stranger.PostAsync(new Uri(path, UriKind.Relative),
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), TestContext.Current.CancellationToken)).StatusCode;
        var forged = stop[..^1] + (stop[^1] == 'A' ? 'B' : 'A');
        var confirming = (await mailed.Mail.Until(grace.Address, 1))[0].Path("/notifications/confirm/");
        foreach (var wrong in new[] { forged, confirming.Replace("/confirm/mn_", "/stop/mu_", StringComparison.Ordinal),
            "/notifications/stop/mu_", "/notifications/stop/x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await OneClick(wrong));
            Assert.Equal(HttpStatusCode.NotFound, (await grace.Browser.Open(wrong)).Status);
        }

        // A program that looks at links changes nothing.
        Assert.Contains("Больше не присылать", (await grace.Browser.Open(stop)).Read, StringComparison.Ordinal);
        Assert.Contains("Stop the digest?", (await grace.Browser.Open(stop, "en")).Read, StringComparison.Ordinal);
        Assert.Contains("Письма включены", (await grace.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await OneClick(stop), await OneClick(stop)]);
        Assert.Contains("Письма остановлены", (await grace.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);

        await using var tomorrow = await mailed.Node(1);
        await tomorrow.Publish(new SendDigest(await Account(grace), Today.AddDays(1)));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == grace.Address));
        // It is turned on again without another confirmation; an earlier link to an earlier address opens nothing.
        Assert.Equal($"{Subscriber.Page}?done=saved", (await grace.Ask()).To);
        Assert.Equal($"{Subscriber.Page}?done=asked", (await grace.Ask(Subscriber.NewAddress())).To);
        Assert.Equal(HttpStatusCode.NotFound, await OneClick(stop));
    }

    [Fact]
    public async Task Does_not_come_when_nothing_waits_or_on_a_day_that_was_not_chosen()
    {
        var school = await Api.School.Open(mailed.Installation);
        using var idle = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        await idle.Confirm(mailed.Mail);
        await Done(idle);
        Assert.Single(mailed.Mail.All, l => l.To == idle.Address);

        var (_, grace) = await Waiting();
        using var held = grace;
        await mailed.Mail.Until(grace.Address, 2);
        var tomorrow = Today.AddDays(1);
        var other = tomorrow.DayOfWeek == DayOfWeek.Sunday ? 1 : (int)tomorrow.DayOfWeek + 1;
        Assert.Equal($"{Subscriber.Page}?done=saved", (await grace.Ask(days: $"{(other > 7 ? 1 : other)}")).To);
        await using var node = await mailed.Node(1);
        await node.Publish(new SendDigest(await Account(grace), tomorrow));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == grace.Address));
    }

    [Fact]
    public async Task Speaks_the_language_of_its_reader()
    {
        var (_, grace) = await Waiting("en");
        using var held = grace;
        var letters = await mailed.Mail.Until(grace.Address, 2);
        Assert.Equal("MentorshipFlow: confirm your address", letters[0].Subject);
        Assert.Equal("MentorshipFlow: waiting for a decision 1", letters[1].Subject);
        Assert.Contains("Stop these letters: https://mentoring.school.example/notifications/stop/mu_", letters[1].Text,
            StringComparison.Ordinal);
        Assert.DoesNotMatch("[А-Яа-я]", letters[1].Subject);
    }

    [Fact]
    public async Task Is_tried_again_under_the_same_id()
    {
        var left = 2;
        mailed.Mail.Answer = letter => Task.FromResult(letter.Message.MessageId!.StartsWith("digest.", StringComparison.Ordinal)
            && Interlocked.Decrement(ref left) >= 0 ? SmtpReplyCode.InsufficientStorage : SmtpReplyCode.Ok);
        var (_, grace) = await Waiting();
        using var held = grace;
        var letters = await mailed.Mail.Until(grace.Address, 4);
        Assert.Single(letters.Skip(1).Select(l => l.Message.MessageId).Distinct());
        Assert.Equal(4, letters.Count);
    }

    [Fact]
    public async Task Is_seen_and_can_be_sent_again_when_it_was_given_up()
    {
        var school = await Api.School.Open(mailed.Installation);
        Deciding.Done(await school.Stage(await school.PreparedProgramme(), 1, "submission"));
        using var grace = await Subscriber.At(mailed.Server, school, """["head"]""", school.Grace);
        await grace.Ask();
        var link = (await mailed.Mail.Until(grace.Address, 1))[0].Path("/notifications/confirm/");
        // The mail server is away for longer than the retries last.
        await mailed.Mail.DownAsync();
        Assert.Equal(HttpStatusCode.OK, (await grace.Browser.Send(link)).Status);
        var given = $"""
            select count(*) from wolverine.wolverine_dead_letters
            where position(convert_to('{await Account(grace)}', 'UTF8') in body) > 0
            """;
        await Until(async () => await mailed.Count(given) == 1);
        mailed.Mail.Up();

        var sight = await mailed.Installation.Services.GetRequiredService<LedgerWatch>().Look(TestContext.Current.CancellationToken);
        Assert.Contains(sight!.Troubles, t => t.Check == "dead-letters" && t.Because.Contains("SendDigest", StringComparison.Ordinal));
        var stored = await mailed.Read("""
            select string_agg(encode(body, 'escape') || exception_message || exception_type, ' ')
            from wolverine.wolverine_dead_letters
            """);
        Assert.Contains("smtp-unreachable", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(grace.Address.Split('@')[0], stored, StringComparison.Ordinal);

        await mailed.Read("update wolverine.wolverine_dead_letters set replayable = true returning ''");
        Assert.Equal("MentorshipFlow: ждут решения 1", (await mailed.Mail.Until(grace.Address, 2))[1].Subject);
        await Done(grace);
        Assert.Equal(0, await mailed.Count(given));
    }

    [Fact]
    public async Task Ends_when_the_address_is_refused_three_days_in_a_row()
    {
        var (_, grace) = await Waiting();
        using var held = grace;
        await mailed.Mail.Until(grace.Address, 2);
        var account = await Account(grace);
        mailed.Mail.Knows = address => address != grace.Address;
        await using var node = await mailed.Node(0);
        for (var day = 1; day <= 3; day++)
        {
            node.Ahead(day);
            await node.Publish(new SendDigest(account, Today.AddDays(day)));
            await Until(async () => await mailed.Count(
                $"select count(*) from access.digests where account = '{account}' and refusals = {day}") == 1);
        }

        Assert.Contains("не принимает письма на этот адрес", (await grace.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        Assert.Contains("не принимает письма", (await grace.Browser.Open("/account")).Read, StringComparison.Ordinal);
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == grace.Address));
    }

    [Fact]
    public async Task Says_nothing_of_another_school_and_ends_with_the_last_key()
    {
        var (school, grace) = await Waiting();
        using var held = grace;
        var other = await Api.School.Open(mailed.Installation);
        using var stranger = await Subscriber.At(mailed.Server, other, """["curator","head"]""", other.Vera);
        await stranger.Confirm(mailed.Mail);
        await mailed.Mail.Until(grace.Address, 2);
        await Done(stranger);
        Assert.Single(mailed.Mail.All, l => l.To == stranger.Address);

        await mailed.Read(
            $"update access.keys set revoked = true where organisation = '{school.Id}' and person = '{school.Grace}' returning ''");
        await using var node = await mailed.Node(1);
        await node.Publish(new SendDigest(await Account(grace), Today.AddDays(1)));
        await mailed.Handled();
        Assert.Equal(2, mailed.Mail.All.Count(l => l.To == grace.Address));
    }

    // A school whose first stage waits for the second signature, and its head, who confirmed an address.
    private async Task<(School School, Subscriber Grace)> Waiting(string language = "ru")
    {
        var school = await Api.School.Open(mailed.Installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var grace = await Subscriber.At(mailed.Server, school, """["head"]""", school.Grace);
        await grace.Confirm(mailed.Mail, language);
        await Done(grace);
        return (school, grace);
    }

    // Its id stands in the link.
    private async Task<Guid> Account(Subscriber whose) => Guid.ParseExact(
        (await mailed.Mail.Until(whose.Address, 1))[0].Path("/notifications/confirm/").Split('_')[1], "N");

    // Its day is marked: the digest was sent, or was empty.
    private async Task Done(Subscriber whose)
    {
        var done = $"select count(*) from access.digests where account = '{await Account(whose)}' and done_on is not null";
        await Until(async () => await mailed.Count(done) == 1);
    }

    private static async Task Until(Func<Task<bool>> done)
    {
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(100, TestContext.Current.CancellationToken))
            if (await done()) return;
        Assert.True(await done());
    }
}
