using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Sandboxes;

/// <summary>A sandbox as an integrator of a school gets it.</summary>
internal sealed class OpenedSandbox(Installation installation, string owner, JsonNode made)
{
    public Guid Id { get; } = made["sandbox"]!.GetValue<Guid>();

    public Guid Programme { get; } = made["programme"]!.GetValue<Guid>();

    public IReadOnlyDictionary<string, string> Keys { get; } = made["keys"]!.AsArray()
        .ToDictionary(k => k!["role"]!.GetValue<string>(), k => k!["key"]!.GetValue<string>());

    /// <summary>A sandbox of the integrator with this key.</summary>
    public static async Task<OpenedSandbox> Open(Installation installation, string owner, int stage, bool ready = true) =>
        new(installation, owner, Deciding.Done(await Ask(installation, owner, stage, ready)).Json);

    public static Task<Answer> Ask(Installation installation, string owner, int stage, bool ready = true, string? idempotency = null,
        string query = "") =>
        School.Send(installation.Http, "POST", $"/api/sandboxes{query}", owner,
            $$"""{"stage":{{stage}},"ready":{{(ready ? "true" : "false")}}}""", idempotency: idempotency);

    /// <summary>The key of a school's integrator.</summary>
    public static Task<string> Integrator(School school) => school.Key($$"""{"roles":["integrator"],"integrator":"{{Id7()}}"}""");

    public Task<Answer> Get(string path, string role = "curator") => School.Send(installation.Http, "GET", path, Keys[role], null);

    public Task<Answer> Post(string path, string body = "{}", string role = "curator", string? match = null) =>
        School.Send(installation.Http, "POST", path, Keys[role], body, match);

    /// <summary>Decides about a stage, with its present tag.</summary>
    public async Task<Answer> Stage(int stage, string what)
    {
        var address = $"/api/programmes/{Programme}/stages/{stage}";
        return await Post($"{address}/{what}", match: (await Get(address)).Etag);
    }

    public async Task<Answer> Delete() =>
        await School.Send(installation.Http, "POST", $"/api/sandboxes/{Id}/deletion", owner, "{}");

    private static Guid Id7() => Api.Id.New();
}
