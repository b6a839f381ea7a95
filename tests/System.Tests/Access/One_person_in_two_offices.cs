using System.Net;
using MentorshipFlow.System.Tests.Api;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Access;

/// <summary>A small organisation whose head is the curator: one key with both roles.</summary>
public sealed class One_person_in_two_offices(Installation installation)
{
    [Fact]
    public async Task Decides_in_the_role_that_may_and_the_entry_shows_it_F22()
    {
        var (school, programme, both) = await Opened();

        Assert.Equal("curator", await Role(await Post(school, both, $"/api/programmes/{programme}/stages/1/submission", "{}",
            await school.Seen(programme, both))));
        Assert.Equal("curator", await Role(await Post(school, both, $"/api/programmes/{programme}/resources", Room)));
        Assert.Equal("head", await Role(await Post(school, both, $"/api/programmes/{programme}/resources", Room, acting: "head")));
        // Only the head may leave out the second approver: the curator's role is tried first and may not.
        Assert.Equal("head", await Role(await Post(school, both, "/api/programmes", Draft)));
        (await Post(school, both, "/api/programmes", Draft, acting: "curator"))
            .Refused(HttpStatusCode.Forbidden, "wrong-person", "role-required");
        (await Post(school, both, $"/api/programmes/{programme}/resources", Room, acting: "auditor"))
            .Refused(HttpStatusCode.Forbidden, "role-required", "role", "role", "role", "role");
        (await Post(school, both, $"/api/programmes/{programme}/resources", Room, acting: "wizard"))
            .Refused(HttpStatusCode.BadRequest, "field-invalid", "parameter-invalid");

        async Task<string?> Role(Answer answer)
        {
            var position = Deciding.Done(answer).Json["events"]![0]!["position"]!;
            var auditor = await Privacy.SchoolErasures.Auditor(school);
            return (string?)(await school.Get($"/api/audit/entries/{position}", auditor)).Json["entry"]!["role"];
        }
    }

    [Fact]
    public async Task Cannot_countersign_for_herself_and_is_told_at_once_F22()
    {
        var (school, programme, both) = await Opened();
        var stage = $"/api/programmes/{programme}/stages/1";
        Deciding.Done(await Post(school, both, $"{stage}/submission", "{}", await school.Seen(programme, both)));

        (await Post(school, both, $"{stage}/countersignature", "{}", await school.Seen(programme, both)))
            .Refused(HttpStatusCode.Conflict, "second-approver-same-person", "second-approver-is-approver");
        Deciding.Done(await school.Replace($"/api/programmes/{programme}", $"/api/programmes/{programme}/second-approver-policy",
            """{"secondApprover":"never","reason":"Один руководитель."}""", both));
        Deciding.Done(await Post(school, both, $"{stage}/approval", "{}", await school.Seen(programme, both)));
    }

    [Fact]
    public async Task Says_who_she_is()
    {
        var (school, programme, both) = await Opened();
        var robot = Id.New();
        var integrator = await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");
        var delegation = Deciding.Done(await school.Post($"/api/programmes/{programme}/delegations",
            $$"""{"integrator":"{{robot}}","from":"2021-09-01"}""", both)).Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();

        var own = (await school.Get("/api/whoami", both)).Json;
        var its = (await school.Get("/api/whoami", integrator)).Json;

        Assert.Equal(($"{school.Grace}", true, $"{school.Id}", Day(Today)), ((string?)own["person"], own["registered"]!.GetValue<bool>(),
            (string?)own["organisation"]!["id"], (string?)own["today"]));
        Assert.Equal(["curator", "head"], own["roles"]!.AsArray().Select(r => (string?)r));
        Assert.Contains(own["key"]!.GetValue<Guid>().ToString("N"), both, StringComparison.Ordinal);
        Assert.Equal($"{programme}", (string?)Assert.Single(own["curatorOf"]!.AsArray())!["programme"]);
        Assert.Equal($"{robot}", (string?)its["integrator"]);
        foreach (var answer in new[] { own, its })
            Assert.Equal(delegation, Assert.Single(answer["delegations"]!.AsArray())!["id"]!.GetValue<Guid>());
        // A message ends the key of a curator whose term is over; this one is for other work.
        var former = await school.Key($$"""{"roles":["initiator"],"person":"{{school.Vera}}"}""");
        Assert.Empty((await school.Get("/api/whoami", former)).Json["curatorOf"]!.AsArray());
        Assert.Equal(HttpStatusCode.Unauthorized, (await School.Send(installation.Http, "GET", "/api/whoami", null, null)).Status);
    }

    private const string Room = """{"kind":"staff","source":"internal","title":"Кабинет"}""";
    private const string Draft = """{"schoolYear":"2021/2022","title":"Без второго","goal":"Цель","secondApprover":"never"}""";

    // Grace is head, and curator since today.
    private async Task<(School School, Guid Programme, string Both)> Opened()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Post("/api/people",
            $$"""{"id":"{{school.Grace}}","fullName":"{{Name()}}","kinds":["teacher"],"ageBand":"adult"}"""));
        var both = await school.Key($$"""{"roles":["head","curator"],"person":"{{school.Grace}}"}""");
        var order = await school.Document(programme, "curator-order");
        Deciding.Done(await school.Change(programme, "curator",
            $$"""{"person":"{{school.Grace}}","order":"{{order}}","from":"{{Day(Today)}}"}"""));
        // The office of the first curator ends soon, and her key with it: what follows is read with this one.
        return (school, programme, both);
    }

    private static async Task<Answer> Post(School school, string key, string path, string body, string? match = null,
        string? acting = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, global::System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Idempotency-Key", $"{Id.New()}");
        if (acting is not null) request.Headers.Add("Acting-As", acting);
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return await school.Raw(request);
    }
}
