using System.Net;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Schools that name their region, and what its regional centre sees of them.</summary>
public sealed class A_region_of_schools(Installation installation)
{
    [Fact]
    public async Task Is_counted_for_its_own_centre_by_form_age_and_stage()
    {
        var (centre, key) = await Centre();
        var (ours, theirs) = (await SchoolBases.Open(installation), await SchoolBases.Open(installation));
        var (other, _) = await Centre();
        await Named(ours.School, centre.Id);
        await Named(theirs.School, other.Id);
        for (var i = 0; i < 3; i++) await ours.Mentee();
        await theirs.Mentee();

        var shown = Deciding.Done(await centre.Get("/api/regional/indicators", key)).Json;

        Assert.Equal((1, 1, 3),
            ((int)shown["schools"]!, (int)shown["figures"]!["programmes"]!, (int)shown["figures"]!["total"]!["mentees"]!));
        var form = Assert.Single(shown["figures"]!["forms"]!.AsArray())!;
        Assert.Equal(("learner-learner", 1, 3, 0),
            ((string)form["form"]!, (int)form["programmes"]!, (int)form["counts"]!["mentees"]!, (int)form["counts"]!["mentors"]!));
        var band = shown["figures"]!["ageBands"]!.AsArray().Single(a => (int?)a!["mentees"] > 0)!;
        Assert.Equal(("tenToThirteen", 3), ((string)band["band"]!, (int)band["mentees"]!));
        var stage = shown["figures"]!["stages"]!.AsArray().Single(s => (int)s!["programmes"]! > 0)!;
        Assert.Equal((2, 3), ((int)stage["stage"]!, (int)stage["counts"]!["mentees"]!));
    }

    [Fact]
    public async Task Is_counted_by_state_for_its_own_centre_alone()
    {
        var (centre, key) = await Centre();
        var (ours, theirs) = (await SchoolBases.Open(installation), await SchoolBases.Open(installation));
        await ours.School.Programme("Вторая");
        Assert.Equal(0, (int)Deciding.Done(await centre.Get("/api/regional/totals", key)).Json["programmes"]!);

        await Named(ours.School, centre.Id);
        await Named(theirs.School, (await Centre()).Centre.Id);

        var totals = Deciding.Done(await centre.Get("/api/regional/totals", key)).Json;
        Assert.Equal(2, (int)totals["programmes"]!);
        Assert.Equal(["active 2 1", "draft 1 1"],
            totals["counts"]!.AsArray().Select(c => $"{c!["status"]} {c["stage"]} {c["programmes"]}"));
    }

    [Fact]
    public async Task Hides_small_numbers()
    {
        var (centre, key) = await Centre();
        var bases = await SchoolBases.Open(installation);
        await Named(bases.School, centre.Id);
        await bases.Mentee();

        var figures = Deciding.Done(await centre.Get("/api/regional/indicators", key)).Json["figures"]!;

        Assert.Null(figures["total"]!["mentees"]);
        Assert.Equal(0, (int)figures["total"]!["mentors"]!);
        Assert.Null(Assert.Single(figures["forms"]!.AsArray())!["counts"]!["mentees"]);
    }

    [Fact]
    public async Task Is_shown_as_it_stood_on_a_day()
    {
        var (centre, key) = await Centre();
        var bases = await SchoolBases.Open(installation);
        await Named(bases.School, centre.Id);

        var before = Deciding.Done(await centre.Get($"/api/regional/indicators?asOf={Day(Today.AddDays(-1))}", key)).Json;
        var now = Deciding.Done(await centre.Get($"/api/regional/indicators?asOf={Day(Today)}", key)).Json;

        Assert.Equal((1, 0), ((int)before["schools"]!, (int)before["figures"]!["programmes"]!));
        Assert.Equal((1, 1), ((int)now["schools"]!, (int)now["figures"]!["programmes"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await centre.Get("/api/regional/indicators?asOf=вчера", key)).Status);
    }

    [Fact]
    public async Task Is_left_and_then_not_counted_any_more()
    {
        var (centre, key) = await Centre();
        var school = await School.Open(installation);
        await Named(school, centre.Id);
        Assert.Equal(1, (int)Deciding.Done(await centre.Get("/api/regional/indicators", key)).Json["schools"]!);

        await Named(school, null);

        Assert.Equal(0, (int)Deciding.Done(await centre.Get("/api/regional/indicators", key)).Json["schools"]!);
        var region = (await school.Get("/api/organisation")).Json["region"]!;
        Assert.Equal(("Кузбасс", "Министерство образования Кузбасса", "training"),
            ((string)region["region"]!, (string)region["authority"]!["title"]!, (string)region["operator"]!["tasks"]![1]!));
    }

    [Fact]
    public async Task Is_named_by_the_head_with_a_centre_of_this_installation()
    {
        var school = await School.Open(installation);

        (await Name(school, school.Id)).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "regional-centre-unknown");
        Assert.Equal("role-required", (await school.Replace("/api/organisation", "/api/organisation/region", Body(null))).Code);
        Assert.Equal("role-required", (await school.Get("/api/regional/indicators")).Code);
    }

    private async Task<(School Centre, string Key)> Centre()
    {
        var centre = await School.Open(installation, "regionalCentre");
        return (centre, await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{Id.New()}}"}"""));
    }

    internal static async Task Named(School school, Guid? centre) => Deciding.Done(await Name(school, centre));

    private static Task<Answer> Name(School school, Guid? centre) =>
        school.Replace("/api/organisation", "/api/organisation/region", Body(centre), school.GraceKey);

    private static string Body(Guid? centre) => $$"""
        {"region":"Кузбасс","authority":{"title":"Министерство образования Кузбасса","tasks":["governance"]},
        "operator":{"title":"Региональный институт","tasks":["methodicalSupport","training"]}
        {{(centre is { } id ? $",\"centre\":\"{id}\"" : "")}}}
        """;
}
