using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>No text is too long for a form to show it again: neither what is recorded already nor what was typed.</summary>
public sealed class Long_texts_in_forms(Installation installation)
{
    private static string Long(string word, int characters = 3900) =>
        string.Join(' ', Enumerable.Repeat(word, characters / (word.Length + 1)));

    [Fact]
    public async Task Come_back_in_the_letterhead_that_is_described_anew()
    {
        var school = await School.Open(installation);
        using var grace = await Visitor.Of(installation, school.GraceKey);
        var (title, founder, contacts) = (Long("школа"), Long("учредитель"), Long("телефон"));
        const string Form = "/organisation/letterhead/new";
        Assert.Equal(HttpStatusCode.Found, (await grace.Decide(Form, ("title", title), ("founder", founder), ("contacts", contacts),
            ("signatories.0.position", "Директор"), ("numbering.0.kind", "order"), ("numbering.0.form", "{n}-од"))).Status);

        var settings = await grace.Open("/settings/papers");
        var way = settings.Links.Single(l => l.StartsWith(Form, StringComparison.Ordinal));
        Assert.All(settings.Links, l => Assert.True(l.Length < 500, l));
        var form = await grace.Open(way);

        var shown = WebUtility.HtmlDecode(form.Text);
        Assert.All(new[] { title, founder, contacts, "Директор", "{n}-од" }, v => Assert.Contains($"value=\"{v}\"", shown,
            StringComparison.Ordinal));
        Assert.Contains("<option value=\"order\" selected", shown, StringComparison.Ordinal);
        // Refused: what was typed stands there, not what was recorded.
        var refused = await grace.Decide(form, Form, ("title", Long("гимназия", 4100)), ("founder", ""));
        Assert.True((int)refused.Status is >= 400 and < 500, $"{refused.Status}");
        Assert.Contains(Long("гимназия", 4100), refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(founder, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Come_back_in_the_offer_of_a_mentor_that_is_changed()
    {
        var bases = await SchoolBases.Open(installation);
        var mentor = await bases.Mentor();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var page = $"/programmes/{bases.Programme}/mentors/{mentor}";
        var competences = string.Join('\n', Enumerable.Range(1, 50).Select(n => $"competence-{n}-{new string('a', 40)}"));
        var first = (await vera.Open(page)).Links.Single(l => l.Contains("/offer", StringComparison.Ordinal));
        var form = await vera.Open(first);
        Assert.Matches("name=\"forms\" value=\"[a-z-]+\" checked", form.Text);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(form, first.Split('?')[0], ("capacity", "2"), ("minutesPerWeek", "90"),
            ("forms", "learner-learner"), ("competences", competences))).Status);

        var way = (await vera.Open(page)).Links.Single(l => l.Contains("/offer", StringComparison.Ordinal));
        Assert.True(way.Length < 500, way);
        var again = WebUtility.HtmlDecode((await vera.Open(way)).Text);
        Assert.Contains($">{competences}</textarea>", again.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("name=\"capacity\" value=\"2\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_no_limit_to_the_mentions_of_a_person_who_is_erased()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var (pupil, friend) = (await school.Person(12), await school.Person(13));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{friend}}"}"""));
        for (var n = 0; n < 100; n++)
        {
            Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees/{friend}/requests",
                """{"category":"studies","text":"Дружит с Жимолостновой."}"""));
        }

        using var grace = await Visitor.Of(installation, school.GraceKey);
        await grace.Decide($"/people/{pupil}/erasures", ("ground", "subjectDemand"));
        var at = (await grace.Open("/erasures")).Links.First(l => Regex.IsMatch(l, "^/erasures/[0-9a-f-]{36}$"));
        var way = (await grace.Open(at)).Links.Single(l => l.Contains("/assessment", StringComparison.Ordinal));

        Assert.True(way.Length < 700, way);
        Assert.Equal(100, Regex.Count((await grace.Open(way)).Text, """name="mentions\.\d+\.mention" value="[0-9a-f-]{36}"""));
    }

    [Fact]
    public async Task Come_back_after_a_session_that_ended_however_long_they_are()
    {
        var school = await School.Open(installation);
        var (login, _, browser) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        // As many Cyrillic letters as a request can carry.
        var typed = Long("набранное", 170_000);
        var stop = TestContext.Current.CancellationToken;
        var account = await installation.Services.GetRequiredService<AccountStore>().FindByNameAsync(AccountStore.Compare(login), stop);
        await installation.Services.GetRequiredService<BrowserSessions>().EndOf(account!.Id, null, null, stop);

        var asked = await browser.Send("/programmes/new", ("token", "00"), ("decision", "one"), ("goal", typed));
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        var back = await browser.Send("/sign-in", ("login", login), ("password", An_account.PasswordOfAll), ("kept", asked.Hidden("kept")));
        Assert.Equal(HttpStatusCode.OK, back.Status);
        var filled = await browser.Send("/sign-in/kept", ("kept", back.Hidden("kept")));

        Assert.Equal(HttpStatusCode.OK, filled.Status);
        Assert.Contains(typed, filled.Text, StringComparison.Ordinal);
    }
}
