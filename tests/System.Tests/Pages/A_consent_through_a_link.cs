using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A consent that is asked for on the page of a person and given on a phone, without script and without an account.</summary>
public sealed class A_consent_through_a_link(Installation installation)
{
    [Fact]
    public async Task Goes_from_the_card_of_a_person_to_the_receipt_of_the_signer()
    {
        var (school, child, mother) = await Family(12);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var link = await Send(vera, child);

        using var phone = new Visitor(installation.Http.BaseAddress!);
        var page = await Enter(phone, link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Адрес школы", page.Read, StringComparison.Ordinal);
        Assert.Contains("Вы отвечаете за ребёнка", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Жимолост", page.Read, StringComparison.Ordinal);
        Assert.Contains("I do not agree", (await phone.Open("/participant", "en")).Read, StringComparison.Ordinal);
        var thanks = await Answer(phone, page, "given");
        Assert.Equal(HttpStatusCode.OK, thanks.Status);
        Assert.Contains("Согласие записано", thanks.Read, StringComparison.Ordinal);
        Assert.Matches(@"Номер квитанции: \d", thanks.Read);

        var given = (await school.Get($"/api/people/{child}")).Json["consents"]![0]!["given"]!;
        Assert.Equal(("electronic", $"{mother}"), (given["channel"]!.GetValue<string>(), given["signers"]![0]!.GetValue<string>()));
        // Once more: the page says that there is an answer, and asks for none.
        var again = await phone.Open("/participant");
        Assert.Contains("Вы согласились", again.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"given\"", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_withdrawn_by_the_same_link_in_two_steps()
    {
        var (school, child, _) = await Family(12);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var link = await Send(vera, child);
        using (var phone = new Visitor(installation.Http.BaseAddress!))
            Assert.Contains("Сохраните ссылку", (await Answer(phone, await Enter(phone, link), "given")).Read, StringComparison.Ordinal);

        // Another day, another browser, the same slip.
        using var later = new Visitor(installation.Http.BaseAddress!);
        var first = await Enter(later, link);
        Assert.Contains("You agreed", (await later.Open("/participant", "en")).Read, StringComparison.Ordinal);
        Assert.DoesNotContain("<button name=\"decision\"", first.Text, StringComparison.Ordinal);
        var asks = await later.Open(first.Links.Single(l => l.Contains("?withdraw", StringComparison.Ordinal)));
        Assert.Contains("обработка данных ограничивается", asks.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await later.Send("/participant", ("token", "x"), ("key", asks.Hidden("key")), ("decision", "withdrawn"))).Status);
        Assert.True((await school.Get($"/api/people/{child}")).Json["consents"]![0]!["inForce"]!.GetValue<bool>());
        var done = await Answer(later, asks, "withdrawn");

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Отзыв записан", done.Read, StringComparison.Ordinal);
        Assert.Matches(@"Номер квитанции: \d", done.Read);
        Assert.True((await school.Get($"/api/people/{child}")).Json["standing"]!["restricted"]!.GetValue<bool>());
        Assert.DoesNotContain("по ссылке его можно отозвать", (await vera.Open($"/people/{child}")).Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await later.Open("/participant")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await later.Send("/participant", ("token", asks.Hidden("token")), ("key", "another"),
            ("decision", "withdrawn"))).Status);
    }

    [Fact]
    public async Task Is_revoked_on_the_card_so_that_it_withdraws_nothing()
    {
        var (school, child, _) = await Family(12);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var phone = new Visitor(installation.Http.BaseAddress!);
        await Answer(phone, await Enter(phone, await Send(vera, child)), "given");
        var asks = await phone.Open("/participant?withdraw");

        var card = await vera.Open($"/people/{child}");
        Assert.Contains("по ссылке его можно отозвать", card.Read, StringComparison.Ordinal);
        var revoke = card.Links.Single(l => l.Contains("/revocation", StringComparison.Ordinal)
            && l.Contains("consent-links", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(revoke, ("reason", "Листок потерян."))).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await Answer(phone, asks, "withdrawn")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Open("/participant")).Status);
        Assert.True((await school.Get($"/api/people/{child}")).Json["consents"]![0]!["inForce"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Is_refused_with_one_button()
    {
        var (school, child, _) = await Family(12);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var phone = new Visitor(installation.Http.BaseAddress!);
        var page = await Enter(phone, await Send(vera, child));

        Assert.Contains("вы не согласны", (await Answer(phone, page, "refused")).Read, StringComparison.Ordinal);

        Assert.Equal("participation", (await school.Get($"/api/people/{child}")).Json["standing"]!["refused"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Waits_for_the_second_signer_and_is_revoked_on_the_card()
    {
        var (school, child, mother) = await Family(15);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var phone = new Visitor(installation.Http.BaseAddress!);
        var thanks = await Answer(phone, await Enter(phone, await Send(vera, child)), "given");
        Assert.Contains("когда согласится второй", thanks.Read, StringComparison.Ordinal);

        var card = await vera.Open($"/people/{child}");
        Assert.Contains("ждёт второго", card.Read, StringComparison.Ordinal);
        var revoke = card.Links.Single(l => l.Contains("/revocation", StringComparison.Ordinal)
            && l.Contains("consent-links", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(revoke, ("reason", "Ошибка."))).Status);
        Assert.DoesNotContain("ждёт второго", (await vera.Open($"/people/{child}")).Read, StringComparison.Ordinal);
        Assert.NotEqual(child, mother);
    }

    [Fact]
    public async Task Is_not_taken_from_a_form_of_somebody_else()
    {
        var (school, child, _) = await Family(12);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var phone = new Visitor(installation.Http.BaseAddress!);
        var page = await Enter(phone, await Send(vera, child));

        Assert.Equal(HttpStatusCode.BadRequest,
            (await phone.Send("/participant", ("token", "x"), ("key", page.Hidden("key")), ("decision", "given"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await phone.Send("/participant", ("token", page.Hidden("token")), ("key", page.Hidden("key")), ("decision", "maybe"))).Status);
        Assert.Empty((await school.Get($"/api/people/{child}")).Json["consents"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Send("/participant/enter", ("link", "mc_x"))).Status);
    }

    // The curator follows the link on the card; the address is shown once, with a QR code.
    private static async Task<string> Send(Visitor vera, Guid child)
    {
        var card = await vera.Open($"/people/{child}");
        var to = WebUtility.HtmlDecode(Regex.Match(card.Text,
            $"href=\"(/people/{child}/consent-links\\?[^\"]*purpose=participation[^\"]*)\"")
            .Groups[1].Value);
        var form = await vera.Open(to);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(to[to.IndexOf('?', StringComparison.Ordinal)..]);
        var shown = await vera.Decide(form, to.Split('?')[0],
            [.. new[] { "purpose", "text", "signer", "validUntil" }.Select(n => (n, query[n].ToString()))]);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("class=\"qr\"", shown.Text, StringComparison.Ordinal);
        return Regex.Match(shown.Read, @"http\S+/consent#mc_\S+").Value;
    }

    private static async Task<Shown> Enter(Visitor phone, string link)
    {
        var door = await phone.Open("/consent");
        Assert.Contains("consent", Regex.Match(door.Text, "src=\"/assets/consent[^\"]*\"").Value, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await phone.Send("/participant/enter", ("link", link))).Status);
        return await phone.Open("/participant");
    }

    private static Task<Shown> Answer(Visitor phone, Shown page, string decision) => phone.Send("/participant",
        ("token", page.Hidden("token")), ("key", page.Hidden("key")), ("decision", decision));

    private async Task<(School School, Guid Child, Guid Mother)> Family(int years)
    {
        var school = await School.Open(installation);
        var child = await school.Person(years);
        var mother = await school.Mother(child);
        await school.Text();
        return (school, child, mother);
    }
}
