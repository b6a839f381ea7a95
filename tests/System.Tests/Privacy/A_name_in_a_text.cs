using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>The act of destruction states what is so: every text that names the person is shown, decided and listed.</summary>
public sealed class A_name_in_a_text(Installation installation)
{
    private const string Meeting = """{"on":"2021-09-23","decisions":"Закрепить за Кленовой Берёзой (8А) наставника."}""";
    private const string Assessment = """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5","mentions":[MENTIONS]}""";

    [Fact]
    public async Task Is_refused_until_the_writer_confirms_the_person_F41()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var pupil = await Pupil(school, "Кленова Берёза");

        foreach (var (path, body, place) in new[]
        {
            ("meetings", Meeting, "administrative_meeting_held/decisions"),
            ("resources", """{"kind":"staff","source":"internal","title":"Кабинет для Берёзы Кленовой"}""", "resource_registered/title"),
            ("documents", """{"kind":"protocol","title":"О КЛЕНОВОЙ Б.","original":"paper"}""", "document_registered/title"),
        })
        {
            var refused = await school.Post($"/api/programmes/{programme}/{path}", body);
            refused.Refused(HttpStatusCode.Conflict, "person-named", "person-named");
            Assert.Equal($"{place} {pupil}", (string?)refused.Json["missing"]![0]!["where"]);
            Assert.Equal("person-named", (await school.Post($"/api/programmes/{programme}/{path}?dryRun=true", body)).Code);
            Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/{path}", body, pupil));
        }

        // A text about the person is destroyed with the person, and may name them.
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{pupil}}"}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees/{pupil}/requests",
            """{"category":"studies","text":"Кленова отстаёт по алгебре."}"""));
        Assert.Equal("person-named", (await Confirmed(school, $"/api/programmes/{programme}/meetings", Meeting, Id.New())).Code);
    }

    // Longer than what is compared while the ledger waits.
    [Fact]
    public async Task Is_found_in_a_long_text_F41()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var words = string.Join(' ', Enumerable.Range(0, 300).Select(n => $"слово{(char)('а' + (n % 30))}{(char)('а' + (n / 30))}ами"));
        var meeting = $$"""{"on":"2021-09-23","decisions":"{{words}} Берёзе Кленовой"}""";
        Deciding.Done(await school.Post($"/api/programmes/{programme}/meetings?dryRun=true", meeting));
        var pupil = await Pupil(school, "Кленова Берёза");

        var refused = await school.Post($"/api/programmes/{programme}/meetings", meeting);
        refused.Refused(HttpStatusCode.Conflict, "person-named", "person-named");
        Assert.Equal($"administrative_meeting_held/decisions {pupil}", (string?)refused.Json["missing"]![0]!["where"]);
        Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/meetings", meeting, pupil));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/meetings", $$"""{"on":"2021-09-24","decisions":"{{words}}"}"""));
    }

    [Fact]
    public async Task Is_decided_and_stands_in_the_act_F41()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var (pupil, friend) = (await Pupil(school, "Кленова Берёза"), await Pupil(school, "Дубова Ольха"));
        Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/meetings", Meeting, pupil));
        Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/resources",
            """{"kind":"staff","source":"internal","title":"Кабинет Кленовой"}""", pupil));
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/stages/1/return",
            """{"remarks":[{"criterion":"G1.7","text":"Нет согласия матери Кленовой Берёзы"}]}""", pupil, await school.Seen(programme)));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{friend}}"}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees/{friend}/requests",
            """{"category":"studies","text":"Дружит с Кленовой."}"""));
        var erasure = await school.Demanded(pupil);

        (await Assessed(school, erasure, [])).Refused(HttpStatusCode.Conflict, "erasure-mentions-undecided",
            "mention-undecided", "mention-undecided", "mention-undecided", "mention-undecided");
        var found = (await school.Get($"{erasure}/mentions", school.GraceKey)).Json["items"]!.AsArray();
        Assert.Equal(["ledgerEntry False", "organisationText True", "organisationText True", "textAboutAnother True"],
            found.Select(m => $"{m!["kind"]} {m["destroyable"]!.GetValue<bool>()}").Order());
        Assert.Equal($"{friend}", (string?)Of(found, "textAboutAnother")["about"]);
        Assert.Null(Of(found, "textAboutAnother")["text"]);
        (await Assessed(school, erasure, [.. found.Select(m => Decision(m!, "destroyed"))]))
            .Refused(HttpStatusCode.Conflict, "erasure-mentions-undecided", "mention-not-destroyable");

        Deciding.Done(await Assessed(school, erasure, [.. found.Select(m => (string?)m!["kind"] switch
        {
            "ledgerEntry" => Decision(m, "kept", "Название ресурса, ст. 6 ч. 1 п. 2"),
            "textAboutAnother" => Decision(m, "somebodyElse"),
            _ => Decision(m, "destroyed"),
        })]));
        // A text that came after the assessment is decided before the destruction.
        Deciding.Done(await Confirmed(school, $"/api/programmes/{programme}/meetings", Meeting, pupil));
        (await school.Post($"{erasure}/destruction", key: school.GraceKey))
            .Refused(HttpStatusCode.Conflict, "erasure-mentions-undecided", "mention-undecided");
        var late = (await school.Get($"{erasure}/mentions", school.GraceKey)).Json["items"]!.AsArray()
            .Single(m => !found.Any(f => (string?)f!["id"] == (string?)m!["id"]))!;
        Deciding.Done(await school.Post($"{erasure}/destruction", $$"""{"mentions":[{{Decision(late, "destroyed")}}]}""", school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/act-filing", """{"number":"41"}""", school.GraceKey));

        var act = (await school.Get($"{erasure}/act", school.GraceKey)).Text;
        Assert.Contains("имя уничтожено, кроме упоминаний, перечисленных ниже", act, StringComparison.Ordinal);
        Assert.Contains("уничтожено 3, сохранено 1; признано упоминаниями других людей 1:", act, StringComparison.Ordinal);
        Assert.Contains($"запись журнала событий {Of(found, "ledgerEntry")["place"]}: остаётся, журнал событий неизменен; основание: "
            + "Название ресурса", act, StringComparison.Ordinal);
        foreach (var text in found.Where(m => (string?)m!["kind"] == "organisationText"))
            Assert.Contains($"текст организации {text!["place"]}: уничтожено", act, StringComparison.Ordinal);
        Assert.DoesNotContain("Кленов", act, StringComparison.Ordinal);

        // The texts are gone; what stays is what the act names.
        var read = (await school.Get($"/api/programmes/{programme}/facts")).Text + (await school.Get(
            $"/api/programmes/{programme}/stages/1")).Text;
        Assert.DoesNotContain("Закрепить за", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Нет согласия матери", read, StringComparison.Ordinal);
        Assert.Contains("данные уничтожены, акт № 41", read, StringComparison.Ordinal);
        Assert.Contains("Кабинет Кленовой", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_no_longer_known_after_the_destruction_and_follows_a_replaced_name_F41()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var pupil = await Pupil(school, "Тисова Ольха");
        string Resource(string name) => $$"""{"kind":"staff","source":"internal","title":"Кабинет {{name}}"}""";

        Deciding.Done(await school.Replace($"/api/people/{pupil}", $"/api/people/{pupil}/details",
            $$"""{"fullName":"Ракитова Ольха","birthDate":"{{Day(Today.AddYears(-13))}}"}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", Resource("Тисовой")));
        Assert.Equal("person-named", (await school.Post($"/api/programmes/{programme}/resources", Resource("Ракитовой"))).Code);

        await school.Erased(pupil, "1");
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", Resource("Ракитовой")));
    }

    private static JsonNode Of(JsonArray found, string kind) => found.Single(m => (string?)m!["kind"] == kind)!;

    private static string Decision(JsonNode mention, string fate, string? ground = null) =>
        $$"""{"mention":"{{mention["id"]}}","fate":"{{fate}}"{{(ground is null ? "" : $",\"ground\":\"{ground}\"")}}}""";

    private static Task<Answer> Assessed(School school, string erasure, string[] mentions) => school.Post($"{erasure}/assessment",
        Assessment.Replace("MENTIONS", string.Join(',', mentions), StringComparison.Ordinal), school.GraceKey);

    private static async Task<Guid> Pupil(School school, string name) => Deciding.Done(
        await school.Post("/api/people", Body(name, Today.AddYears(-13)))).Json["person"]!.GetValue<Guid>();

    private static async Task<Answer> Confirmed(School school, string path, string body, Guid person, string? match = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, global::System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", $"{Id.New()}");
        request.Headers.Add("Confirm-Names", $"{person}");
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return await school.Raw(request);
    }
}
