using MentorshipFlow.Client;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Clients;

/// <summary>The client that is generated from the document, against the running program.</summary>
public sealed class The_dotnet_client(Installation installation)
{
    [Fact]
    public async Task Drafts_a_programme_and_reads_it_back()
    {
        var (client, _) = await Curator();

        var made = await client.DraftProgrammeAsync(Key(),
            body: new() { SchoolYear = "2026/2027", Title = "Наставничество", Goal = "Цель" }, cancellationToken: Stop);
        var read = await client.ReadProgrammeAsync(made.Result.Programme, Stop);

        Assert.Equal((201, "programme_drafted"), (made.StatusCode, made.Result.Events[0].Type));
        Assert.Equal(("2026/2027", ProgrammeStatus.Draft), (read.Result.Charter.SchoolYear, read.Result.Status));
        Assert.Equal($"\"{read.Result.Etag}\"", read.ETag());
        Assert.Matches("^[0-9a-f]{32}$", made.RequestId());
        Assert.NotEqual(made.RequestId(), read.RequestId());
    }

    [Fact]
    public async Task Approves_a_stage_and_gets_the_same_answer_again()
    {
        var (client, school) = await Curator();
        var (programme, submit, approve) = (await school.PreparedProgramme(), Key(), Key());
        var head = Of(school.GraceKey);

        var seen = await client.ReadStageAsync(programme, 1, cancellationToken: Stop);
        await client.SubmitStageAsync(programme, 1, submit, seen.ETag()!, cancellationToken: Stop);
        seen = await client.ReadStageAsync(programme, 1, cancellationToken: Stop);
        await head.CountersignStageAsync(programme, 1, Key(), seen.ETag()!, cancellationToken: Stop);
        seen = await client.ReadStageAsync(programme, 1, cancellationToken: Stop);
        var approved = await client.ApproveStageAsync(programme, 1, approve, seen.ETag()!, cancellationToken: Stop);
        var again = await client.ApproveStageAsync(programme, 1, approve, seen.ETag()!, cancellationToken: Stop);

        Assert.Equal(("stage_approved", false, true),
            (approved.Result.Events[^1].Type, approved.Result.Repeated, again.Result.Repeated));
        Assert.Equal(approved.Result.Receipt!.Position, again.Result.Receipt!.Position);
        Assert.Equal(2, again.Result.CurrentStage);
    }

    [Fact]
    public async Task Throws_the_problem_that_refuses()
    {
        var (client, school) = await Curator();
        var programme = await school.ActiveProgramme();
        var seen = await client.ReadStageAsync(programme, 1, cancellationToken: Stop);

        var refused = await Assert.ThrowsAsync<ApiException<ProblemBody>>(() =>
            client.SubmitStageAsync(programme, 1, Key(), seen.ETag()!, cancellationToken: Stop));

        Assert.Equal((409, "criteria-not-met"), (refused.StatusCode, refused.Result.Code));
        Assert.All(refused.Result.Missing!, m => Assert.NotEmpty(m.Sentence));
        Assert.Equal([refused.Result.RequestId],
            refused.Headers.Single(h => h.Key.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Fact]
    public async Task Goes_through_the_pages_of_a_filtered_list()
    {
        var (client, school) = await Curator();
        Guid[] learners = [await school.Person(12), await school.Person(13), await school.Person(14)];
        await school.Person(40, kind: "teacher");

        List<Guid> found = [];
        string? cursor = null;
        do
        {
            var page = await client.ListPeopleAsync(limit: 2, cursor: cursor, kind: Client.PersonKind.Learner, left: false,
                cancellationToken: Stop);
            found.AddRange(page.Result.Items.Select(p => p.Id));
            cursor = page.NextCursor();
        }
        while (cursor is not null);

        Assert.Equal(learners.Order(), found);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Key() => $"{Id.New()}";

    private MentorshipFlowClient Of(string key) => new(MentorshipFlowClient.Connect(installation.Http.BaseAddress!, key));

    private async Task<(MentorshipFlowClient Client, School School)> Curator()
    {
        var school = await School.Open(installation);
        return (Of(school.VeraKey), school);
    }
}
