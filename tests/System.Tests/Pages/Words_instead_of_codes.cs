using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The ledger holds codes; a curator reads, chooses and types words.</summary>
public sealed class Words_instead_of_codes(Installation installation)
{
    [Fact]
    public async Task Are_typed_for_what_a_mentee_asks_for()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var page = $"/programmes/{bases.Programme}/mentees/{mentee}";
        var way = (await vera.Open(page)).Links.Single(l => l.Contains("/requests", StringComparison.Ordinal));
        var form = await vera.Open(way);
        Assert.Contains("<option value=\"выбор профессии\">", WebUtility.HtmlDecode(form.Text), StringComparison.Ordinal);
        Assert.Contains("<option value=\"choice of a career\">", (await vera.Open(way, "en")).Text, StringComparison.Ordinal);

        var unknown = await vera.Decide(form, way.Split('?')[0], ("category", "Рыбалка"), ("text", "Ловить щук."));
        Assert.True((int)unknown.Status is >= 400 and < 500, $"{unknown.Status}");
        Assert.Contains("«Рыбалка» нет в списке слов", unknown.Read, StringComparison.Ordinal);
        Assert.Contains("value=\"Рыбалка\"", WebUtility.HtmlDecode(unknown.Text), StringComparison.Ordinal);
        Assert.Contains("Ловить щук.", unknown.Read, StringComparison.Ordinal);

        // Any of its wordings means the same.
        foreach (var typed in new[] { "Выбор профессии", "профориентация", "career-choice", "own-code" })
            Assert.Equal(HttpStatusCode.Found, (await vera.Decide(way, ("category", typed), ("text", "Слова."))).Status);
        var requests = (await bases.School.Get($"/api/programmes/{bases.Programme}/mentees/{mentee}")).Json["requests"]!.AsArray()
            .Select(r => $"{r!["category"]}");
        Assert.Equal(3, requests.Count(r => r == "career-choice"));
        var card = (await vera.Open(page)).Read;
        Assert.Contains("выбор профессии: ", card, StringComparison.Ordinal);
        Assert.Contains("own-code: ", card, StringComparison.Ordinal);
        Assert.DoesNotContain("career-choice", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_ticked_for_what_a_mentor_offers()
    {
        var bases = await SchoolBases.Open(installation);
        var mentor = await bases.Mentor();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var page = $"/programmes/{bases.Programme}/mentors/{mentor}";
        var way = (await vera.Open(page)).Links.Single(l => l.Contains("/offer", StringComparison.Ordinal));
        var form = await vera.Open(way);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(form, way.Split('?')[0], ("capacity", "2"), ("minutesPerWeek", "90"),
            ("forms", "learner-learner"), ("competences", "robotics"), ("competences", "Химия\nceramics"), ("interests", "chess"),
            ("subject", "Физкультура"))).Status);
        var shown = await vera.Open(page);
        foreach (var words in new[] { "робототехника, химия, ceramics", "шахматы", "физическая культура" })
            Assert.Contains(words, shown.Read, StringComparison.Ordinal);

        var again = WebUtility.HtmlDecode((await vera.Open(shown.Links.Single(l => l.Contains("/offer", StringComparison.Ordinal)))).Text);
        foreach (var ticked in new[] { "robotics", "chemistry", "chess" })
            Assert.Contains($"value=\"{ticked}\" checked", again, StringComparison.Ordinal);
        Assert.Contains(">ceramics</textarea>", again, StringComparison.Ordinal);
        Assert.Contains("value=\"физическая культура\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_chosen_where_there_are_few()
    {
        var bases = await SchoolBases.Open(installation);
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        foreach (var (form, value, word) in new[]
        {
            ("contingents", "young-specialists", "молодые специалисты"), ("training/shortages", "3", "этап 3, наставники"),
            ("baselines", "R1", "R1 "),
        })
        {
            Assert.Contains($"<option value=\"{value}\">{word}",
                WebUtility.HtmlDecode((await vera.Open($"/programmes/{bases.Programme}/{form}")).Text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Are_names_of_those_alone_who_fit()
    {
        var bases = await SchoolBases.Open(installation);
        var (mentee, pupil) = (await bases.Mentee(), await bases.Pupil(13));
        var parent = (Guid)Deciding.Done(await bases.School.Post("/api/people",
            """{"fullName":"Ясенева Верба","kinds":["parent"],"birthDate":"1985-05-05"}""")).Json["person"]!;
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var form = await vera.Open($"/programmes/{bases.Programme}/mentees/new");
        Assert.Contains($"<option value=\"{pupil}\"", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"<option value=\"{mentee}\"", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"<option value=\"{parent}\"", form.Text, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"{parent}\"", (await vera.Open($"/programmes/{bases.Programme}/mentors/new")).Text,
            StringComparison.Ordinal);
    }
}
