using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A wave from its opening to its closing, on pages.</summary>
public sealed class A_wave_of_a_survey(Installation installation)
{
    [Fact]
    public async Task Is_opened_handed_out_answered_and_closed()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        List<Guid> pupils = [await school.Person(12), await school.Person(13), await school.Person(14)];
        foreach (var pupil in pupils)
            Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{pupil}}"}"""));
        var own = (await school.Post("/api/questionnaires", SurveyOfSchool.Text(1))).Json;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{programme}/survey-waves";

        Assert.Contains("Опросов пока не было", (await vera.Open(at)).Read, StringComparison.Ordinal);
        var open = await vera.Open($"{at}/open");
        var refused = await vera.Send($"{at}/open", ("token", open.Hidden("token")), ("decision", open.Hidden("decision")),
            ("purpose", "application"));
        Assert.Contains("Не записано", refused.Read, StringComparison.Ordinal);
        var opened = await vera.Send($"{at}/open", ("token", open.Hidden("token")), ("decision", open.Hidden("decision")),
            ("questionnaire", own["sha256"]!.GetValue<string>()), ("purpose", "application"), ("title", "Анкета наставляемых"));
        Assert.StartsWith("/receipts/", opened.To!, StringComparison.Ordinal);
        var wave = (await vera.Open(at)).Links.First(l => Regex.IsMatch(l, "survey-waves/[0-9a-f-]{36}$"));

        // A questionnaire of the model knows what it is for; one of the school has to be told.
        var model = (await school.Get("/api/questionnaires")).Json["items"]!.AsArray()
            .Single(q => (string?)q!["questionnaire"]!["code"] == "mentee-satisfaction")!["questionnaire"]!["sha256"]!;
        foreach (var (sha256, to) in new[] { ($"{model}", "/receipts/"), (own["sha256"]!.GetValue<string>(), null) })
        {
            var form = await vera.Open($"{at}/open");
            var without = await vera.Send($"{at}/open", ("token", form.Hidden("token")), ("decision", form.Hidden("decision")),
                ("questionnaire", sha256), ("purpose", ""), ("title", "Удовлетворённость"));
            // A refusal calls the field by its label.
            if (to is null) Assert.Contains("Зачем опрос: Заполните это поле.", without.Read, StringComparison.Ordinal);
            else Assert.StartsWith(to, without.To!, StringComparison.Ordinal);
        }

        Assert.Equal("satisfaction", (await school.Get($"/api{at}")).Json["items"]!.AsArray()
            .Where(w => (string?)w!["title"] == "Удовлетворённость").Select(w => (string?)w!["purpose"]).Single());

        var inviting = await vera.Open($"{wave}/invite");
        Assert.Equal(3, Regex.Count(inviting.Text, """name="persons" value="[^"]*" checked"""));
        Assert.StartsWith("/receipts/", (await vera.Decide(inviting, $"{wave}/invitation",
            [.. pupils.Select(p => ("persons", $"{p}"))])).To!, StringComparison.Ordinal);
        var page = await vera.Open(wave);
        Assert.Contains("ответили 0 из 3", page.Read, StringComparison.Ordinal);

        var slips = await vera.Send($"{wave}/slips", ("token", page.Hidden("token")), ("decision", page.Hidden("decision")));
        Assert.Equal(3, Regex.Count(slips.Read, "/survey#"));
        var links = Regex.Matches(slips.Text, """name="(links\.[^"]*)" value="([^"]*)""")
            .Select(m => (m.Groups[1].Value, global::System.Net.WebUtility.HtmlDecode(m.Groups[2].Value)));
        var family = await vera.Send(slips.Actions.Single(a => a.EndsWith("/papers/family-slip", StringComparison.Ordinal)),
            [("token", page.Hidden("token")), ("purpose", "contact"), ("format", "docx"), .. links]);
        var printed = Papers.A_printed_paper.TextOf(await family.Response.Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken));
        Assert.Equal(3, Regex.Count(printed, "/survey#"));
        var again = await vera.Send($"{wave}/slips", ("token", page.Hidden("token")), ("decision", page.Hidden("decision")));
        Assert.Equal(0, Regex.Count(again.Text, "/survey#"));
        Assert.Contains("уже были показаны", again.Read, StringComparison.Ordinal);

        var paper = await vera.Open($"{wave}/paper?person={pupils[0]}");
        Assert.Contains("Польза?", paper.Read, StringComparison.Ordinal);
        var answered = await vera.Send($"{wave}/paper", ("token", paper.Hidden("token")), ("decision", paper.Hidden("decision")),
            ("person", $"{pupils[0]}"), ("a.Q_EFFECT", "8"), ("a.Q_PRIOR", "no"), ("a.Q_OPEN", "Тишина"));
        Assert.StartsWith("/receipts/", answered.To!, StringComparison.Ordinal);

        var names = await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{pupils[1]}}"],"fields":["fullName"],"purpose":"contact"}""");
        var name = names.Json["items"]![0]!["fullName"]!.GetValue<string>();
        page = await vera.Open(wave);
        var sent = await vera.Upload($"{wave}/file", "ответы.csv",
            Encoding.UTF8.GetBytes($"Ваше ФИО;Польза?;Раньше?\n{name};9;да\nНикто Никакой;1;да\n"),
            ("token", page.Hidden("token")));
        var check = await vera.Open(sent.To!);
        Assert.Contains("Готовы к записи: 1", check.Read, StringComparison.Ordinal);
        await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "load"));
        Assert.Contains("Записано: 1", (await vera.Open(sent.To!)).Read, StringComparison.Ordinal);

        page = await vera.Open(wave);
        Assert.Contains("ответили 2 из 3", page.Read, StringComparison.Ordinal);
        var given = page.Links.First(l => l.Contains("/given/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await vera.Open(given)).Status);
        Assert.StartsWith("/receipts/", (await vera.Decide($"{wave}/closing")).To!, StringComparison.Ordinal);
        Assert.Contains("закрыта", (await vera.Open(wave)).Read, StringComparison.Ordinal);
    }
}
