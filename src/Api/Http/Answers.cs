using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Http;

/// <summary>Answers of success.</summary>
public static class Answers
{
    /// <summary>A JSON answer.</summary>
    public static IResult Json<T>(T answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, ApiJson.Options, statusCode: status);

    /// <summary>A JSON answer that shows texts beside their references, if the caller may read them.</summary>
    public static IResult WithTexts<T>(T answer) => new AnswerWithTexts(
        JsonSerializer.SerializeToNode(answer, ApiJson.Options) ?? throw new InvalidOperationException("An answer is never null."));

    /// <summary>An answer with the entity tag for If-Match. The answer may contain more than the tag covers.</summary>
    public static IResult Seen(HttpContext http, string hash, IResult answer)
    {
        http.Response.Headers.ETag = EntityTag.Of(hash);
        return answer;
    }

    /// <summary>An answer that the entity tag covers completely: 304 when the caller has it already.</summary>
    public static IResult Tagged(HttpContext http, string hash, IResult answer) =>
        Seen(http, hash, EntityTag.IsKnown(http.Request, hash) ? Results.StatusCode(StatusCodes.Status304NotModified) : answer);
}

/// <summary>Adds texts to their references: <c>{"ref", "commitment"}</c> becomes <c>{"ref", "commitment", "text"}</c>.</summary>
/// <remarks>
/// The text is null for callers who may not read it, and for texts about persons: these are read by a disclosure, which is recorded. A
/// destroyed text is replaced by a mark that names the act.
/// </remarks>
internal sealed class AnswerWithTexts(JsonNode answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await Fill(Caller.Of(httpContext), httpContext.RequestServices, httpContext.RequestAborted);
        await Answers.Json(answer).ExecuteAsync(httpContext);
    }

    private async Task Fill(Caller caller, IServiceProvider services, CancellationToken stop)
    {
        var found = References(answer).ToList();
        if (found.Count == 0) return;
        var (texts, destroyed) = caller.ReadsTexts ? await Read(caller.Organisation, found, services, stop)
            : (new Dictionary<Guid, string>(), new Dictionary<Guid, ErasedPerson>());
        foreach (var (place, reference) in found)
        {
            place["text"] = texts.TryGetValue(reference.Ref, out var text) ? text
                : destroyed.TryGetValue(reference.Ref, out var erased) ? erased.Mark(Sentences.English)
                : null;
        }
    }

    private static async Task<(IReadOnlyDictionary<Guid, string>, IReadOnlyDictionary<Guid, ErasedPerson>)> Read(
        Guid organisation, List<(JsonObject Place, TextReference Reference)> found, IServiceProvider services, CancellationToken stop)
    {
        var texts = await services.GetRequiredService<TextVault>().Open(organisation, [.. found.Select(f => f.Reference)], stop);
        Guid[] closed = [.. found.Select(f => f.Reference.Ref).Where(r => !texts.ContainsKey(r))];
        var destroyed = closed.Length > 0 ? await services.GetRequiredService<Erasures>().OfTexts(organisation, closed, stop)
            : new Dictionary<Guid, ErasedPerson>();
        return (texts, destroyed);
    }

    private static IEnumerable<(JsonObject Place, TextReference Reference)> References(JsonNode? node) => node switch
    {
        JsonObject o when o.Count == 2 && o["ref"] is JsonValue reference && o["commitment"] is JsonValue commitment =>
            [(o, new(reference.Deserialize<Guid>(), commitment.GetValue<string>()))],
        JsonObject o => o.SelectMany(member => References(member.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
