using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Methodical materials of a regional centre, and the schools that read them.</summary>
public sealed class Materials_of_a_region(Installation installation)
{
    internal const string First = """
        {"title":"Первая встреча пары","text":"Порядок встречи.","address":"https://centre.example/first","effectiveOn":"2021-10-12"}
        """;

    private const string At = "/api/regional/materials";

    [Fact]
    public async Task Are_read_by_the_schools_that_named_its_centre_alone()
    {
        var (centre, key) = await Centre(installation);
        var (ours, theirs, alone) =
            (await School.Open(installation), await School.Open(installation), await School.Open(installation));
        var (other, otherKey) = await Centre(installation);
        await A_region_of_schools.Named(ours, centre.Id);
        await A_region_of_schools.Named(theirs, other.Id);

        Deciding.Done(await centre.Post(At, First, key));

        foreach (var (school, reader) in new[] { (ours, ours.VeraKey), (ours, ours.GraceKey), (centre, key) })
        {
            var row = Assert.Single(Deciding.Done(await school.Get(At, reader)).Json["items"]!.AsArray())!;
            Assert.Equal(("Первая встреча пары", "Порядок встречи.", "https://centre.example/first", "2021-10-12"),
                ((string)row["title"]!, (string)row["text"]!, (string)row["address"]!, (string)row["on"]!));
        }

        foreach (var (school, reader) in new[] { (theirs, theirs.VeraKey), (alone, alone.VeraKey), (other, otherKey) })
            Assert.Empty(Deciding.Done(await school.Get(At, reader)).Json["items"]!.AsArray());
        await A_region_of_schools.Named(theirs, centre.Id);
        await A_region_of_schools.Named(ours, other.Id);
        Assert.Single(Deciding.Done(await theirs.Get(At)).Json["items"]!.AsArray());
        Assert.Empty(Deciding.Done(await ours.Get(At)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Are_withdrawn_with_a_reason_and_stay_as_a_title()
    {
        var (centre, key) = await Centre(installation);
        var school = await School.Open(installation);
        await A_region_of_schools.Named(school, centre.Id);
        var material = (string)Deciding.Done(await centre.Post(At, First, key)).Json["events"]![0]!["body"]!["id"]!;
        var withdrawal = $"{At}/{material}/withdrawal";

        (await centre.Post(withdrawal, "{}", key)).Refused(HttpStatusCode.BadRequest, "field-invalid", "field-required");
        Deciding.Done(await centre.Post(withdrawal, """{"reason":"Устарел.","effectiveOn":"2021-11-12"}""", key));

        var row = Assert.Single((await school.Get(At)).Json["items"]!.AsArray())!;
        Assert.Equal(("Первая встреча пары", "2021-11-12"), ((string)row["title"]!, (string)row["withdrawnOn"]!));
        Assert.Null(row["text"] ?? row["address"]);
        (await centre.Post(withdrawal, """{"reason":"Ещё раз."}""", key))
            .Refused(HttpStatusCode.Conflict, "already-recorded", "material-withdrawn");
        (await centre.Post($"{At}/{Id.New()}/withdrawal", """{"reason":"Нет такого."}""", key))
            .Refused(HttpStatusCode.NotFound, "unknown", "material-unknown");
    }

    [Fact]
    public async Task Are_decided_by_their_centre_and_read_by_no_other_role()
    {
        var (centre, key) = await Centre(installation);
        var (other, otherKey) = await Centre(installation);
        var school = await School.Open(installation);
        await A_region_of_schools.Named(school, centre.Id);
        var material = (string)Deciding.Done(await centre.Post(At, First, key)).Json["events"]![0]!["body"]!["id"]!;

        foreach (var reader in new[] { school.VeraKey, school.GraceKey, centre.GraceKey, installation.Operator })
        {
            Assert.Equal("role-required", (await school.Post(At, First, reader)).Code);
            Assert.Equal("role-required", (await school.Post($"{At}/{material}/withdrawal", """{"reason":"Нет."}""", reader)).Code);
        }

        (await other.Post($"{At}/{material}/withdrawal", """{"reason":"Чужой."}""", otherKey))
            .Refused(HttpStatusCode.NotFound, "unknown", "material-unknown");
        foreach (var role in new[] { "initiator", "auditor", "methodologist" })
        {
            var reads = await school.Key($$"""{"roles":["{{role}}"],"person":"{{Id.New()}}"}""");
            Assert.Single(Deciding.Done(await school.Get(At, reads)).Json["items"]!.AsArray());
        }

        var psychologist = await school.Key($$"""{"roles":["psychologist"],"person":"{{Id.New()}}"}""");
        Assert.Equal("role-required", (await school.Get(At, psychologist)).Code);
        Assert.Equal("role-required", (await school.Get(At, installation.Operator)).Code);
    }

    [Fact]
    public async Task Come_page_by_page()
    {
        var (centre, key) = await Centre(installation);
        for (var n = 0; n < 3; n++)
            Deciding.Done(await centre.Post(At, $$"""{"title":"Материал {{n}}","text":"Текст."}""", key));

        var first = Deciding.Done(await centre.Get($"{At}?limit=2", key));
        var next = $"{first.Response.Headers.GetValues("Link").Single()}".Split('<', '>')[1];
        var titles = first.Json["items"]!.AsArray().Concat(Deciding.Done(await centre.Get(next, key)).Json["items"]!.AsArray())
            .Select(m => (string)m!["title"]!);

        Assert.Equal(["Материал 0", "Материал 1", "Материал 2"], titles.Order());
    }

    internal static async Task<(School Centre, string Key)> Centre(Installation installation)
    {
        var centre = await School.Open(installation, "regionalCentre");
        return (centre, await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{Id.New()}}"}"""));
    }
}
