using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_majority_that_comes(Installation installation)
{
    [Fact]
    public async Task Is_told_of_thirty_days_ahead_and_no_date_with_it()
    {
        var school = await School.Open(installation);
        var (near, far) = (await school.Person(18, days: 30), await school.Person(18, days: 31));
        var mother = await school.Mother(near);
        await school.Consent(near, [near, mother]);

        var soon = await school.Get("/api/people/near-majorities");
        var later = await school.Get("/api/people/near-majorities?days=31");

        var item = Assert.Single(soon.Json["items"]!.AsArray())!;
        Assert.Equal((near, true), (item["person"]!.GetValue<Guid>(), item["signedByRepresentative"]!.GetValue<bool>()));
        Assert.DoesNotContain(Day(Today.AddDays(30)), soon.Text, StringComparison.Ordinal);
        Assert.Equal(new[] { near, far }.Order(), later.Json["items"]!.AsArray().Select(i => i!["person"]!.GetValue<Guid>()));
        Assert.Equal("field-invalid", (await school.Get("/api/people/near-majorities?days=0")).Code);
    }

    [Fact]
    public async Task Restricts_in_the_programmes_and_is_recorded_once()
    {
        var school = await School.Open(installation);
        var grown = await GrownSince(school, 18);
        var programme = await school.ActiveProgramme();
        await school.Apply(installation, programme, grown);

        var foreseen = await school.Post("/api/people/majorities?dryRun=true");
        var recorded = await school.Post("/api/people/majorities");
        var again = await school.Post("/api/people/majorities");

        Assert.Equal(grown, Assert.Single(foreseen.Json["recorded"]!.AsArray())!["person"]!.GetValue<Guid>());
        Assert.Equal("eighteenToNineteen", Assert.Single(recorded.Json["recorded"]!.AsArray())!["reached"]!.GetValue<string>());
        Assert.Empty(again.Json["recorded"]!.AsArray());
        Assert.True((await school.Known(installation, programme, grown)).Restricted);
        Assert.Equal(["consent_given", "consent_replaced_on_majority", "processing_restriction_lifted"], (await school.Consent(grown, [grown])).Events());
        Assert.True((await school.Known(installation, programme, grown)).MayTakePart);
    }

    // Registered at an earlier age under a wrong birth date, which the vault alone then gets right: as if the birthday had come since.
    private async Task<Guid> GrownSince(School school, int years)
    {
        var person = await school.Person(years, days: 1);
        var mother = await school.Mother(person);
        Deciding.Done(await school.Consent(person, [person, mother]));
        await installation.Rewrite(school, person, Today.AddYears(-years));
        return person;
    }
}
