using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Sandboxes;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Monitorings, recognition, results and the completion on their pages.</summary>
public sealed class The_end_of_a_year_on_its_pages(Installation installation)
{
    [Fact]
    public async Task Names_what_is_still_to_be_done_until_it_is_done()
    {
        var bases = await SchoolBases.Open(installation);
        var (mentee, mentor) = (await bases.Mentee(), await bases.Teacher(48, "moreThanThreeYears"));
        await bases.Mentor(mentor, """
            {"minutesPerWeek":60,"capacity":2,"forms":["teacher-teacher"],"competences":[],"interests":[]}
            """, "teacher");
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}";

        var first = await vera.Open($"{at}/completion");
        Assert.Contains("Критериев этапа 7 выполнено", first.Read, StringComparison.Ordinal);
        Assert.Contains("Записать мероприятие", first.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Завершить программу…", first.Read, StringComparison.Ordinal);

        // The verb beside what is missing leads to the form that mends it, and back.
        var verb = WebUtility.HtmlDecode(Regex.Match(first.Text, "href=\"([^\"]*/recognition/final-events[^\"]*)\"").Groups[1].Value);
        var held = await vera.Decide(verb, ("on", "сегодня"), ("attendance", "80"));
        Assert.Equal(HttpStatusCode.Found, held.Status);
        Assert.EndsWith(Uri.EscapeDataString($"{at}/completion"), held.To!, StringComparison.Ordinal);
        Assert.DoesNotContain("Итоговое мероприятие не проведено", (await vera.Open($"{at}/completion")).Read, StringComparison.Ordinal);
        Assert.Contains("пришли 80", (await vera.Open($"{at}/recognition")).Read, StringComparison.Ordinal);

        // The monitoring of quality says what it needs; the form knows the form of mentoring already.
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide($"{at}/monitorings/new", ("kind", "quality"))).Status);
        var quality = await vera.Open($"{at}/monitoring");
        Assert.DoesNotContain("Завершить…", quality.Read, StringComparison.Ordinal);
        var swot = WebUtility.HtmlDecode(
            Regex.Match(quality.Text, "href=\"([^\"]*/swot[^\"]*form=learner-learner[^\"]*)\"").Groups[1].Value);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(swot, ("form", "learner-learner"), ("strengths.0.code", "wish-to-continue"),
            ("strengths.0.share", "83.3"))).Status);
        var sheet = WebUtility.HtmlDecode(Regex.Match(quality.Text, "href=\"([^\"]*/curator-score[^\"]*)\"").Groups[1].Value);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(sheet, ("lines", "2\n2\n1\n2\n1\n2\n1\n2\n1"))).Status);
        var done = await vera.Open($"{at}/monitoring");
        Assert.Contains("Лист куратора: 14 из 18, допустимый уровень", done.Read, StringComparison.Ordinal);
        Assert.Contains("хотят продолжить – 83,3", done.Read, StringComparison.Ordinal);
        Assert.Contains("Завершить…", done.Read, StringComparison.Ordinal);

        // Results of many in one form; who is left out stays.
        var open = await vera.Open($"{at}/recognition");
        Assert.Contains("Итога нет у 2 человек", open.Read, StringComparison.Ordinal);
        Assert.Equal($"{at}/recognition#results",
            (await vera.Decide(open, $"{at}/recognition/results", ($"of.mentee.{mentee}", "reached"), ($"of.mentor.{mentor}", ""))).To);
        Assert.Equal([$"mentor-result-missing {mentor}"], await bases.Missing(7, "G7.5"));
        var half = await vera.Open($"{at}/recognition");
        var unknown = Api.Id.New();
        var refused = await vera.Decide(half, $"{at}/recognition/results", ($"of.mentor.{mentor}", "partlyReached"),
            ($"of.mentee.{unknown}", "reached"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Не записано: 1 итог", refused.Read, StringComparison.Ordinal);
        Assert.Empty(await bases.Missing(7, "G7.5"));
    }

    [Fact]
    public async Task Goes_on_from_each_step_to_the_next_one_until_the_programme_is_completed()
    {
        var sandbox = await OpenedSandbox.Open(installation, await OpenedSandbox.Integrator(await School.Open(installation)), 7);
        using var curator = await Visitor.Of(installation, sandbox.Keys["curator"]);
        var (at, stage) = ($"/programmes/{sandbox.Programme}", $"/programmes/{sandbox.Programme}/stages/7");

        var submitted = await Pressed(await curator.Open(stage), $"{stage}/submission");
        Assert.StartsWith($"{stage}?recorded=", submitted.To!, StringComparison.Ordinal);
        var waiting = await curator.Open(submitted.To!);
        Assert.Contains("Записано. Квитанция", waiting.Read, StringComparison.Ordinal);
        Assert.DoesNotContain($"{at}/completion/new", waiting.Actions);
        var approved = await Pressed(waiting, $"{stage}/approval");

        // The receipt of the last approval, the stage and the page of the end say the same.
        var receipt = await curator.Open(approved.To!);
        foreach (var page in new[] { receipt, await curator.Open(stage), await curator.Open($"{at}/completion") })
        {
            Assert.Contains("После завершения программу можно смотреть и проверять, но не менять", page.Read, StringComparison.Ordinal);
            Assert.Contains($"{at}/completion/new", page.Actions);
        }

        await Pressed(receipt, $"{at}/completion/new");
        Assert.Equal("completed", (string?)(await sandbox.Get($"/api/programmes/{sandbox.Programme}")).Json["status"]);
        Assert.DoesNotContain($"{at}/completion/new", (await curator.Open(approved.To!)).Actions);

        async Task<Shown> Pressed(Shown page, string action)
        {
            var done = await curator.Send(action, page.FieldsOf(action));
            Assert.True(done.Status == HttpStatusCode.Found, $"{action}: {done.Status} {done.Read}");
            return done;
        }
    }

    [Fact]
    public async Task Shows_the_figures_of_the_certificate()
    {
        var school = await installation.Sample;
        var at = $"/api/programmes/{SampleIds.PastProgramme}";
        var influence = (await school.Get($"{at}/indicators")).Json;
        var certificate = (await school.Get($"{at}/certificate")).Json["content"]!["influence"]!;
        foreach (var figure in new[] { "exposureDays", "menteesExposed", "mentorsExposed" })
            Assert.Equal((int)certificate[figure]!, (int)influence[figure]!);
        foreach (var side in new[] { "mentees", "mentors" }) Assert.Equal(Figures(certificate[side]!), Figures(influence[side]!));
        Assert.NotEmpty(Figures(influence["mentees"]!));

        using var vera = await Visitor.Of(installation, school.VeraKey);
        var page = await vera.Open($"/programmes/{SampleIds.PastProgramme}/monitoring");
        Assert.Contains("на входе 7,0, на выходе 9,0, изменение +2,0", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.Contains("role=\"img\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("Все три мониторинга завершены", page.Read, StringComparison.Ordinal);
        var ended = await vera.Open($"/programmes/{SampleIds.PastProgramme}/completion");
        Assert.Contains("Программа завершена", ended.Read, StringComparison.Ordinal);

        static IEnumerable<string> Figures(JsonNode rows) => rows.AsArray().Select(r =>
            $"{r!["code"]} {r["n"]} {r["before"]} {r["after"]} {r["change"]}");
    }
}
