using MentorshipFlow.Workflows.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>School №49 as it ships: in the middle of the present school year, beside its completed programme of 2021/2022.</summary>
public sealed class The_sample_school(Installation installation)
{
    [Fact]
    public async Task Has_pairs_that_meet_and_a_stage_that_waits_for_its_approval()
    {
        var bases = SchoolBases.Of(await installation.Sample, SampleIds.Programme);

        var programme = (await bases.Get("")).Json;
        var from = SampleSchool.FirstYearOn(SchoolPeople.Today);
        Assert.Equal(($"{from}/{from + 1}", 5),
            ((string)programme["charter"]!["schoolYear"]!, (int)programme["currentStage"]!));
        Assert.Equal("submitted", (string?)(await bases.Get("stages/5")).Json["status"]);
        var counts = (await bases.Get("participants")).Json;
        Assert.Equal("""[{"code":"in-base","number":16}]""", counts["menteesByStatus"]!.ToJsonString());
        Assert.Equal("""[{"code":"ready","number":10}]""", counts["mentorsByStatus"]!.ToJsonString());
        var tandems = (await bases.Get("tandems?limit=100")).Json["items"]!.AsArray();
        Assert.Equal((8, 2), (tandems.Count(t => (string)t!["kind"]! == "pair"), tandems.Count(t => (string)t!["kind"]! == "group")));
        Assert.All(tandems, t => Assert.True((int)t!["meetings"]! > 0));

        Deciding.Done(await bases.School.Stage(bases.Programme, 5, "approval"));

        Assert.Equal(6, (int)(await bases.Get("")).Json["currentStage"]!);
    }

    [Fact]
    public async Task Has_a_completed_programme_whose_certificate_says_how_late_it_was_entered()
    {
        var past = SchoolBases.Of(await installation.Sample, SampleIds.PastProgramme);

        var programme = (await past.Get("")).Json;
        Assert.Equal(("completed", "2021/2022"), ((string)programme["status"]!, (string)programme["charter"]!["schoolYear"]!));
        Assert.Equal("identical", (await past.Get("certificate")).Says("verdict"));
        Assert.Contains("(учебный образец: дорожная карта подлинная, люди и события выдуманы, всё внесено при первом запуске)",
            (await past.Get("certificate/text")).Text, StringComparison.Ordinal);
        var entries = (await past.Get("history?limit=200")).Json["items"]!.AsArray();
        // Every decision about a stage has its day of that year, and the days since then.
        Assert.All(entries.Where(e => (string)e!["type"]! == "stage_approved"), e => Assert.True((int)e!["daysLate"]! > 1000));
    }

    // The first day of a school year, the last one, and a leap day.
    [Theory]
    [InlineData(2027, 9, 28), InlineData(2028, 9, 27), InlineData(2028, 2, 29)]
    public async Task Is_loaded_on_any_day_of_a_year(int year, int month, int day)
    {
        var clock = new LaterClock(new DateTimeOffset(year, month, day, 6, 0, 0, TimeSpan.Zero) - TimeProvider.System.GetUtcNow());
        await using var own = await Installation.OwnAsync(services => services.AddSingleton<TimeProvider>(clock));

        var bases = SchoolBases.Of(await own.Sample, SampleIds.Programme);
        var again = (await bases.Get("")).Json["version"];
        await School.Sample(own);

        Assert.Equal("submitted", (string?)(await bases.Get("stages/5")).Json["status"]);
        Assert.Equal($"{again}", $"{(await bases.Get("")).Json["version"]}");
        Deciding.Done(await bases.School.Stage(bases.Programme, 5, "approval"));
    }
}
