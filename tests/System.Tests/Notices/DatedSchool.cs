using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Privacy;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Notices;

/// <summary>A school with one matter of each kind that has a day.</summary>
internal sealed record DatedSchool(School School, Guid Programme, string Wave, Guid Delegation, Guid Person, Guid Consent, string Erasure)
{
    /// <summary>The open items of the road map, all planned up to 2021-09-30.</summary>
    public const int OpenItems = 6;

    public static async Task<DatedSchool> Open(Installation installation)
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var returned = await school.Post($"/api/programmes/{programme}/stages/1/return",
            $$"""{"remarks":[{"criterion":"G1.7","text":"Приложите протокол."}],"dueOn":"{{Day(Today.AddDays(3))}}"}""",
            match: await school.Seen(programme));
        Deciding.Done(returned);
        var questionnaire = (await school.Post("/api/questionnaires", SurveyOfSchool.Text(1))).Json.ToJsonString();
        var wave = Deciding.Done(await school.Post($"/api/programmes/{programme}/survey-waves",
            $$"""
            {"questionnaire":{{questionnaire}},"audience":"mentees","purpose":"application","title":"Анкетирование",
            "closesOn":"{{Day(Today.AddDays(3))}}"}
            """)).Response.Headers.Location!.ToString();
        var robot = Id.New();
        await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");
        var delegation = Deciding.Done(await school.Post($"/api/programmes/{programme}/delegations",
            $$"""{"integrator":"{{robot}}","from":"2021-09-01","until":"{{Day(Today.AddDays(10))}}"}"""))
            .Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
        var person = await school.Person(30, kind: "teacher");
        // It ends in a year.
        var consent = Deciding.Done(await school.Consent(person, [person])).GivenId();
        Deciding.Done(await school.Post($"/api/people/{person}/clearance",
            $$"""{"checkedOn":"{{Day(Today)}}","validUntil":"{{Day(Today.AddDays(40))}}"}"""));
        var erasure = await school.Demanded(await school.Person(40, kind: "teacher"));
        return new(school, programme, wave, delegation, person, consent, erasure);
    }

    /// <summary>The notices of the school as Vera sees them, all pages.</summary>
    public async Task<IReadOnlyList<JsonNode>> Notices(string query = "")
    {
        List<JsonNode> notices = [];
        for (var path = $"/api/notices?limit=3{query}"; path is not null;)
        {
            var answer = Deciding.Done(await School.Get(path));
            notices.AddRange(answer.Json["items"]!.AsArray().Select(n => n!));
            path = answer.Response.Headers.TryGetValues("Link", out var links)
                ? string.Join("", links).Split('>')[0].TrimStart('<') : null;
        }

        return notices;
    }

    /// <summary>Waits until the open notices, without road map items, are of these kinds.</summary>
    public async Task<IReadOnlyList<JsonNode>> Until(params IEnumerable<string> kinds)
    {
        IReadOnlyList<JsonNode> open = [];
        var wanted = string.Join(',', kinds.Order(StringComparer.Ordinal));
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            open = [.. (await Notices("&settled=false")).Where(n => Kind(n) != "roadmapItemOverdue")];
            if (string.Join(',', open.Select(Kind).Order(StringComparer.Ordinal)) == wanted) return open;
        }

        Assert.Equal(wanted, string.Join(',', open.Select(Kind).Order(StringComparer.Ordinal)));
        return open;
    }

    public static string Kind(JsonNode notice) => notice["kind"]!.GetValue<string>();

    public static string Subject(JsonNode notice) => notice["subject"]!.GetValue<string>();

    public static DateOnly Due(JsonNode notice) =>
        DateOnly.ParseExact(notice["due"]!.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
