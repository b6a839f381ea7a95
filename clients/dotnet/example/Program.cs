using MentorshipFlow.Client;

// Drafts a programme, then tells of each programme that is not over what keeps it from submitting its current stage.
// Arguments: server, key of a curator, title.
using var connection = MentorshipFlowClient.Connect(new Uri(args[0]), args[1]);
var client = new MentorshipFlowClient(connection);

var draft = new DraftProgrammeRequest { SchoolYear = "2026/2027", Title = args[2], Goal = "Поддержка каждого" };
var made = await client.DraftProgrammeAsync($"{Guid.NewGuid()}", body: draft);
Console.WriteLine($"{made.Result.Events[0].Type} at {made.Result.Receipt?.Position}, request {made.RequestId()}");

string? cursor = null;
do
{
    var page = await client.ListProgrammesAsync(limit: 1, cursor: cursor);
    // 8 when all seven stages are approved.
    foreach (var programme in page.Result.Items.Where(p => p.CurrentStage <= 7)) await Try(programme);
    cursor = page.NextCursor();
}
while (cursor is not null);

async Task Try(ReadProgrammesRow programme)
{
    // The ETag goes back with the decision, so that it is refused if the stage has changed since it was read.
    var stage = await client.ReadStageAsync(programme.Id, programme.CurrentStage);
    try
    {
        await client.SubmitStageAsync(programme.Id, programme.CurrentStage, $"{Guid.NewGuid()}", stage.ETag()!, dryRun: true);
        Console.WriteLine($"{programme.Title}: stage {programme.CurrentStage} can be submitted");
    }
    catch (ApiException<ProblemBody> refused)
    {
        Console.WriteLine($"{programme.Title}: {refused.Result.Code}");
        foreach (var missing in refused.Result.Missing ?? []) Console.WriteLine($"- {missing.Sentence}");
    }
}
