using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>What a head does when data are to be destroyed, and who may look afterwards.</summary>
internal static class SchoolErasures
{
    /// <summary>A demand to destroy; the address of its case.</summary>
    public static async Task<string> Demanded(this School school, Guid person, string ground = "consentWithdrawn")
    {
        var asked = Deciding.Done(await school.Post($"/api/people/{person}/erasures", $$"""{"ground":"{{ground}}"}""", school.GraceKey));
        return $"/api/people/{person}/erasures/{asked.Json["erasure"]!.GetValue<Guid>()}";
    }

    /// <summary>Demanded, assessed, destroyed and proved by an act with this number.</summary>
    public static async Task<string> Erased(this School school, Guid person, string act)
    {
        var erasure = await school.Demanded(person);
        Deciding.Done(await school.Post($"{erasure}/assessment", """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""",
            school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/act-filing", $$"""{"number":"{{act}}"}""", school.GraceKey));
        return erasure;
    }

    public static Task<string> Auditor(this School school) => school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");

    /// <summary>What one person's disclosure shows.</summary>
    public static async Task<global::System.Text.Json.Nodes.JsonNode> Shown(this School school, Guid person,
        string fields = """["fullName"]""") =>
        Deciding.Done(await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person}}"],"fields":{{fields}},"purpose":"contact"}""")).Json["items"]![0]!;
}
