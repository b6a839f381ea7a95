using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Pages;
using MentorshipFlow.Workflows.Mail;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>Where a person asks for digests and makes a calendar, without script, in both languages.</summary>
public sealed class The_page_of_notifications(MailedInstallation mailed) : IClassFixture<MailedInstallation>
{
    [Fact]
    public async Task Asks_for_address_hour_days_and_language_and_for_the_readers_word()
    {
        var school = await School.Open(mailed.Installation);
        using var vera = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        Assert.Contains(Subscriber.Page, (await vera.Browser.Open("/account")).Links);
        var page = await vera.Browser.Open(Subscriber.Page);
        Assert.Contains("Одно письмо в день", page.Read, StringComparison.Ordinal);
        Assert.Contains("Asia/Novokuznetsk", page.Read, StringComparison.Ordinal);
        Assert.Contains("понедельник", page.Read, StringComparison.Ordinal);
        var english = await vera.Browser.Open(Subscriber.Page, "en");
        Assert.Contains("A digest by e-mail", english.Read, StringComparison.Ordinal);
        Assert.Contains("Monday", english.Read, StringComparison.Ordinal);

        foreach (var (address, why) in new[] { ("ива", "Проверьте адрес"), ("ива@school.example", "Проверьте адрес"),
            ("a@b.example, c@d.example", "Проверьте адрес"), ("Ива <a@b.example>", "Проверьте адрес"), ("a b@c.example", "Проверьте адрес"),
            ("a@b.example\r\nBcc: c@d.example", "Проверьте адрес") })
        {
            var refused = await vera.Ask(address);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(why, refused.Read, StringComparison.Ordinal);
        }

        Assert.Contains("хотя бы один день", (await vera.Ask(days: "0")).Read, StringComparison.Ordinal);
        Assert.Equal($"{Subscriber.Page}?done=asked", (await vera.Ask()).To);
        var asked = await vera.Browser.Open($"{Subscriber.Page}?done=asked");
        Assert.Contains("Адрес ещё не подтверждён", asked.Read, StringComparison.Ordinal);
        Assert.Contains(vera.Address, asked.Text, StringComparison.Ordinal);

        // Another request ends the first link. Whoever opens a link needs no account, and a forged one opens nothing.
        await mailed.Mail.Until(vera.Address, 1);
        await vera.Ask();
        var links = (await mailed.Mail.Until(vera.Address, 2)).Select(l => l.Path("/notifications/confirm/")).ToList();
        using var reader = new Visitor(mailed.Server);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Open(links[0])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Send(links[0])).Status);
        var forged = links[1][..^1] + (links[1][^1] == 'A' ? 'B' : 'A');
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Send(forged)).Status);
        Assert.Contains("Confirm the address", (await reader.Open(links[1], "en")).Read, StringComparison.Ordinal);
        Assert.Contains("Адрес подтверждён", (await reader.Send(links[1])).Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Send(links[1])).Status);
        Assert.Contains("Письма включены", (await vera.Browser.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        Assert.Contains("письма включены", (await vera.Browser.Open("/account")).Read, StringComparison.Ordinal);

        await vera.Send("/stop");
        Assert.Contains("Письма остановлены", (await vera.Browser.Open($"{Subscriber.Page}?done=stopped")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_few_letters_to_strangers()
    {
        var school = await School.Open(mailed.Installation);
        using var vera = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        for (var n = 0; n < 5; n++) Assert.Equal(HttpStatusCode.Found, (await vera.Ask(Subscriber.NewAddress())).Status);
        Assert.Contains("через 5 минут", (await vera.Ask(Subscriber.NewAddress())).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_address_where_nobody_reads_it()
    {
        var school = await School.Open(mailed.Installation);
        using var vera = await Subscriber.At(mailed.Server, school, """["curator"]""", school.Vera);
        await vera.Confirm(mailed.Mail);
        var stored = await mailed.Read(
            """
            select string_agg(t, ' ') from (
                select d::text || encode(d.address, 'escape') t from access.digests d
                union all select e::text from access.account_events e
                union all select encode(body, 'escape') from wolverine.wolverine_incoming_envelopes
                union all select data::text || coalesce(headers::text, '') from ledger.mt_events) all_rows
            """);
        Assert.DoesNotContain(vera.Address, stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(vera.Address.Split('@')[0], stored, StringComparison.OrdinalIgnoreCase);

        // It goes with the account.
        using var grace = await Visitor.Of(mailed.Installation, school.GraceKey);
        using var next = (await An_account.Made(mailed.Server, school, """["curator"]""", school.Vera)).Browser;
        Assert.Equal(0, await mailed.Count($"select count(*) from access.digests where organisation = '{school.Id}'"));
    }

    [Fact]
    public async Task Says_where_no_letters_are_sent_and_who_has_no_account()
    {
        await using var silent = await mailed.Installation.StartNode();
        var school = await School.Open(mailed.Installation);
        var server = new Uri(silent.Urls.Single());
        using var vera = await Subscriber.At(server, school, """["curator"]""", school.Vera);
        var page = await vera.Browser.Open(Subscriber.Page);
        Assert.Contains("Этот сервер не отправляет писем", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"address\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await vera.Ask()).Status);
        using var grace = await Visitor.Of(mailed.Installation, school.GraceKey);
        Assert.Contains("Уведомления есть у учётной записи", (await grace.Open(Subscriber.Page)).Read, StringComparison.Ordinal);
        await silent.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a@b.example", true), InlineData("a.b+c@school.xn--p1ai", true), InlineData("a@школа.рф", true)]
    [InlineData("", false), InlineData("a", false), InlineData("@b", false), InlineData("a@", false), InlineData("a@b@c", false)]
    [InlineData("\"a b\"@c.example", false), InlineData("a@b.example>", false), InlineData("a@b.example\n", false)]
    [InlineData("a:b@c.example;", false), InlineData("(x)a@b.example", false)]
    public void Knows_an_address_when_it_sees_one(string text, bool good) => Assert.Equal(good, MailSender.IsAddress(text));
}
