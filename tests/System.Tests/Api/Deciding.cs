namespace MentorshipFlow.System.Tests.Api;

/// <summary>Common steps of a school through the seven stages.</summary>
internal static class Deciding
{
    /// <summary>Decides about the programme, with the present tag.</summary>
    public static async Task<Answer> Change(this School school, Guid programme, string what, string body = "{}", string? key = null,
        string query = "") =>
        await school.Post($"/api/programmes/{programme}/{what}{query}", body, key ?? school.GraceKey,
            (await school.Get($"/api/programmes/{programme}")).Etag);

    /// <summary>Replaces something, with the present tag of the address that shows it.</summary>
    public static async Task<Answer> Replace(this School school, string read, string address, string body, string? key = null) =>
        await school.Post(address, body, key, (await school.Get(read, key)).Etag);

    /// <summary>Decides about a stage, with its present tag.</summary>
    public static async Task<Answer> Stage(this School school, Guid programme, int stage, string what, string? key = null,
        string body = "{}")
    {
        var address = $"/api/programmes/{programme}/stages/{stage}";
        return await school.Post($"{address}/{what}", body, key, (await school.Get(address)).Etag);
    }

    /// <summary>Vera submits, Grace countersigns, Vera approves.</summary>
    public static async Task Approve(this School school, Guid programme, int stage)
    {
        Done(await school.Stage(programme, stage, "submission"));
        Done(await school.Stage(programme, stage, "countersignature", school.GraceKey));
        Done(await school.Stage(programme, stage, "approval"));
    }

    /// <summary>Does what gates 2 to 7 require, except for the certificate: settles the items with one document, and registers the stage's
    /// documents.</summary>
    public static async Task Work(this School school, Guid programme, int stage, IEnumerable<string> items)
    {
        var kinds = stage switch
        {
            4 => ["training-plan"],
            5 => ["groups-order"],
            7 => ["encouragement-order", "final-event-order"],
            _ => (string[])["bases-register"],
        };
        List<Guid> documents = [];
        foreach (var kind in kinds) documents.Add(await school.Document(programme, kind));
        foreach (var item in items)
        {
            Done(await school.Post($"/api/programmes/{programme}/roadmap/items/{item}/completion",
                $$"""{"effectiveOn":"2021-10-15","evidence":["{{documents[0]}}"]}"""));
        }
    }

    /// <summary>Issues a certificate and returns its id.</summary>
    /// <param name="replaces">The certificate in force.</param>
    public static async Task<Guid> Certificate(this School school, Guid programme, string number = "1", Guid? replaces = null)
    {
        var other = replaces is { } id ? $"""
            ,"replaces":"{id}"
            """ : "";
        var issued = Done(await school.Change(programme, "certificates",
            $$"""{"number":"{{number}}","date":"2022-05-30","signatoryPosition":"Директор"{{other}}}""", school.VeraKey));
        return issued.Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
    }

    /// <summary>Asserts that the request succeeded.</summary>
    public static Answer Done(Answer answer)
    {
        Assert.True(answer.Response.IsSuccessStatusCode, answer.Text);
        return answer;
    }

    /// <summary>A member of the answer as text.</summary>
    public static string? Says(this Answer answer, string member) => answer.Json[member]?.GetValue<string>();
}
