using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A programme as a process: its present position, the awaited roles, and its path.</summary>
public sealed class A_process(Installation installation)
{
    [Fact]
    public async Task Shows_its_position_the_awaited_roles_and_its_path()
    {
        var school = await School.Open(installation);
        var draft = await school.Programme("Черновик");
        Assert.Equal("stage-1, appointCurator by head or integrator, since 1", await Told(school, draft));

        var programme = await school.PreparedProgramme();
        Assert.Equal("stage-1, submitStage by curator or integrator, since 1", await Told(school, programme));
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var submitted = await Version(school, programme);
        Assert.Equal(
            "stage-1-submitted, approveStage by curator or integrator, countersignStage by head, returnStage by curator or integrator, "
            + $"since {submitted}", await Told(school, programme));

        // A decision that does not move it changes neither its answer nor its ETag.
        var seen = await Read(school, programme);
        Deciding.Done(await school.Stage(programme, 1, "countersignature", school.GraceKey));
        Assert.Equal(HttpStatusCode.NotModified, (await Conditional(school, Address(programme), seen.Etag)).Status);
        Deciding.Done(await school.Stage(programme, 1, "approval"));
        var approved = await Version(school, programme);
        Assert.Equal(HttpStatusCode.OK, (await Conditional(school, Address(programme), seen.Etag)).Status);
        Assert.Equal($"stage-2, submitStage by curator or integrator, since {approved}", await Told(school, programme));
        Deciding.Done(await Reopen(school, programme));

        var now = await Read(school, programme);
        Assert.Equal(("house", "active", 1), (now.Says("engine"), now.Says("status"), now.Json["stage"]!.GetValue<int>()));
        Assert.Equal(
            [$"{submitted} submitted 1: stage-1-submitted", $"{approved} approved 1: stage-2", $"{approved + 1} undone 1: stage-1"],
            now.Json["way"]!.AsArray().Select(s => $"{s!["version"]} {s["kind"]} {s["stage"]}: {s["waitsAt"]}"));
    }

    /// <summary>An operation permits exactly the roles that the process names.</summary>
    [Fact]
    public async Task Names_the_roles_of_the_operations_that_move_it()
    {
        var roles = Operation.Of(await Operation.Document(installation))
            .ToDictionary(o => o.Name, o => o.Json["description"]!.GetValue<string>().Split("Roles: ")[^1].TrimEnd('.').Split(", "));
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        List<JsonNode?> awaited = [.. await Awaits(school, await school.Programme("Черновик")), .. await Awaits(school, programme)];
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        awaited.AddRange(await Awaits(school, programme));
        var order = await school.Document(programme, "curator-order");
        Deciding.Done(await school.Change(programme, "suspension", $$"""{"order":"{{order}}","reason":"Карантин."}"""));
        awaited.AddRange(await Awaits(school, programme));

        Assert.Equal(["appointCurator", "approveStage", "countersignStage", "resumeProgramme", "returnStage", "submitStage"],
            awaited.Select(a => $"{a!["command"]}").Order());
        Assert.All(awaited, a => Assert.Equal(
            roles[$"{a!["command"]}"].Order(), a["roles"]!.AsArray().Select(r => Kebab.Of($"{r}")).Order()));
    }

    [Fact]
    public async Task Is_exported_for_an_Elsa_server()
    {
        var school = await School.Open(installation);
        var exported = await school.Get("/api/definitions/target-model/1/elsa");

        Assert.Equal("mentorshipflow-target-model", exported.Says("definitionId"));
        Assert.Equal("target-model-1.elsa.json", exported.Response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(HttpStatusCode.NotModified,
            (await Conditional(school, "/api/definitions/target-model/1/elsa", exported.Etag)).Status);
        Assert.Equal("not-found", (await school.Get("/api/definitions/target-model/7/elsa")).Code);
        Assert.Equal("not-found", (await school.Get("/api/definitions/nothing/1/elsa")).Code);
    }

    private static string Address(Guid programme) => $"/api/programmes/{programme}/process";

    private static Task<Answer> Read(School school, Guid programme) => school.Get(Address(programme));

    private static async Task<Answer> Reopen(School school, Guid programme) => await school.Post(
        $"/api/programmes/{programme}/stages/1/reopening", """{"reason":"Ошибка."}""", match: await school.Seen(programme));

    private static async Task<Answer> Conditional(School school, string address, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return await school.Raw(request);
    }

    private static async Task<int> Version(School school, Guid programme) =>
        (await school.Get($"/api/programmes/{programme}")).Json["version"]!.GetValue<int>();

    private static async Task<JsonArray> Awaits(School school, Guid programme) =>
        (await Read(school, programme)).Json["awaits"]!.AsArray();

    private static async Task<string> Told(School school, Guid programme)
    {
        var told = (await Read(school, programme)).Json;
        var awaits = told["awaits"]!.AsArray().Select(a => $"{a!["command"]} by {string.Join(" or ", a["roles"]!.AsArray())}");
        return string.Join(", ", [$"{told["waitsAt"]}", .. awaits, $"since {told["since"]}"]);
    }
}
