using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>An integrator reads personal data only for a person who has delegated it, and only of participants of that programme.</summary>
public sealed class An_integrator_who_reads(Installation installation)
{
    [Fact]
    public async Task Reads_for_a_person_within_the_delegation_and_the_journal_names_both()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, programme, pupil, other) = (bases.School, bases.Programme, await bases.Mentee(), await bases.School.Person(12));
        var robot = Id.New();
        var key = await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");

        (await Asked(pupil, null)).Refused(HttpStatusCode.Forbidden, "delegation-missing", "behalf-missing");
        (await Asked(pupil, school.Vera)).Refused(HttpStatusCode.Forbidden, "delegation-missing", "delegation-missing");
        (await Exported(null)).Refused(HttpStatusCode.Forbidden, "delegation-missing", "behalf-missing");
        Deciding.Done(await school.Post($"/api/programmes/{programme}/delegations",
            $$"""{"integrator":"{{robot}}","from":"2021-09-01"}"""));

        var shown = Deciding.Done(await Asked(pupil, school.Vera)).Json["items"]![0]!;
        Assert.NotEmpty(shown["fullName"]!.GetValue<string>());
        (await Asked(other, school.Vera)).Refused(HttpStatusCode.Forbidden, "delegation-missing", "person-outside-delegation");
        (await Asked(pupil, school.Grace)).Refused(HttpStatusCode.Forbidden, "delegation-missing", "delegation-missing");
        Assert.Equal(HttpStatusCode.OK, (await Exported(school.Vera)).Status);
        var journal = (await school.Get($"/api/people/{pupil}/access-journal", school.GraceKey)).Json["items"]!.AsArray();
        var readings = journal.Where(reading => reading!["purpose"]!.GetValue<string>() == "exchange").ToArray();
        Assert.Equal(2, readings.Length);
        Assert.All(readings, reading => Assert.Equal(($"integrator-{robot}", $"{school.Vera}"),
            (reading!["actor"]!.GetValue<string>(), reading["onBehalfOf"]!.GetValue<string>())));

        Task<Answer> Asked(Guid person, Guid? behalf) => school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person}}"],"fields":["fullName"],"purpose":"exchange"}""", key, behalf: behalf);
        Task<Answer> Exported(Guid? behalf) => school.Post($"/api/programmes/{programme}/mentee-base/export",
            """{"format":"csv","fields":["fullName"],"purpose":"exchange"}""", key, behalf: behalf);
    }
}
