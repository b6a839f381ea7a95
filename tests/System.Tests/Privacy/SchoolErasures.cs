using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>A head's steps for an erasure, and the readings afterwards.</summary>
internal static class SchoolErasures
{
    /// <summary>Demands an erasure; returns the address of the case.</summary>
    public static async Task<string> Demanded(this School school, Guid person, string ground = "consentWithdrawn")
    {
        var asked = Deciding.Done(await school.Post($"/api/people/{person}/erasures", $$"""{"ground":"{{ground}}"}""", school.GraceKey));
        return $"/api/people/{person}/erasures/{asked.Json["erasure"]!.GetValue<Guid>()}";
    }

    /// <summary>Demands, assesses and carries out an erasure, and files its act under this number.</summary>
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

    /// <summary>The disclosure of one person.</summary>
    public static async Task<global::System.Text.Json.Nodes.JsonNode> Shown(this School school, Guid person,
        string fields = """["fullName"]""") =>
        Deciding.Done(await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person}}"],"fields":{{fields}},"purpose":"contact"}""")).Json["items"]![0]!;
}
