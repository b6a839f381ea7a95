using System.Net;
using MentorshipFlow.Api.Http;
using MentorshipFlow.System.Tests.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A school and a regional centre that have all the entries that they may have, for operations that the state of things never
/// refuses.</summary>
internal static class FullOrganisations
{
    private const long Most = 500;

    /// <summary>The answers to these operations.</summary>
    public static async Task<IReadOnlyList<(string Operation, Answer Answer)>> Asked(Func<string, Operation> named)
    {
        await using var installation = await Installation.OwnAsync(s => s.AddSingleton(Allowances.Default with { Entries = Most }));
        var world = await ExampleWorld.Build(installation);
        var (school, programme) = (world.Bases.School, world.Bases.Programme);
        var (centre, key) = await Materials_of_a_region.Centre(installation);
        var integrator = await school.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}""");
        await Task.WhenAll(Fill(school), Fill(centre));

        List<(string, Answer)> answers = [];
        foreach (var operation in (string[])["addWebhook", "renewWebhookSecret", "replayWebhook"])
            answers.Add((operation, await world.Send(named(operation))));
        answers.Add(("openSandbox", await school.Post("/api/sandboxes", """{"stage":4}""", integrator)));
        answers.Add(("importMentees", await school.Import(programme, "ФИО;Дата рождения\nКлёнов Вяз;15.03.2009\n", prefer: null)));
        answers.Add(("importMentors", await school.Import(programme, "ФИО наставника;Форма наставничества;Стаж\nРябинова Ива;"
            + "педагог – педагог;7\n", prefer: null, of: "mentor-base")));
        answers.Add(("importPairs", await school.Import(programme, "ФИО наставника;Дата рождения;Форма наставничества\nРябинова Ива;"
            + "15.03.1989;педагог – педагог\n", prefer: null, of: "pair-register")));
        answers.Add(("publishMaterial", await centre.Post("/api/regional/materials", Materials_of_a_region.First, key)));
        return answers;
    }

    private static async Task Fill(School school)
    {
        for (var n = 0; n < Most; n++)
        {
            var answer = await school.Post("/api/keys", $$"""{"roles":["curator"],"person":"{{Id.New()}}"}""", school.GraceKey);
            if (answer.Code == "entries-full") return;
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
    }
}
