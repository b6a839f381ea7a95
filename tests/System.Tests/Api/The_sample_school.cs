using MentorshipFlow.Workflows.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>School №49 as it ships, with its road map, forms and documents.</summary>
public sealed class The_sample_school(Installation installation)
{
    [Fact]
    public async Task Completes_stages_2_to_4_through_the_API_alone()
    {
        var bases = await SchoolBases.Sample(installation);
        var definition = (await installation.Services.GetRequiredService<DefinitionLibrary>()
            .Published("target-model", TestContext.Current.CancellationToken)).Single(d => d.Version == 1);

        await bases.Mentee();
        var novice = await bases.Teacher(23, "upToThreeYears");
        await bases.Mentee(novice, "teacher-teacher", "experienced-young", "personalFile");
        await bases.Wave("mentees");
        await Stage(2);

        var (senior, teacher) = (await bases.Mentor(), await bases.Teacher(48, "moreThanThreeYears"));
        Assert.Contains("form-without-mentor teacher-teacher", await bases.Missing(3, "G3.1"));
        await bases.Mentor(teacher, SchoolBases.Offer.Replace("learner-learner", "teacher-teacher", StringComparison.Ordinal), "teacher");
        await bases.Wave("mentors");
        await bases.Training();
        await Stage(3);

        await bases.Ready(senior);
        await bases.Did($"mentors/{teacher}/labour-terms",
            $$"""{"document":"{{await bases.School.Document(bases.Programme, "mentoring-regulation")}}"}""");
        await bases.Ready(teacher);
        await Stage(4);

        Assert.Equal(5, (await bases.Get("")).Json["currentStage"]!.GetValue<int>());
        var counts = (await bases.Get("participants")).Json;
        Assert.Equal("""[{"code":"in-base","number":2}]""", counts["menteesByStatus"]!.ToJsonString());
        Assert.Equal("""[{"code":"ready","number":2}]""", counts["mentorsByStatus"]!.ToJsonString());

        async Task Stage(int number)
        {
            await bases.School.Work(bases.Programme, number, definition.Stage(number).Items.Select(i => i.Code));
            await bases.School.Approve(bases.Programme, number);
        }
    }
}
