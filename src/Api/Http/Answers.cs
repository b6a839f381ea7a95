using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Http;

/// <summary>Answers of success.</summary>
public static class Answers
{
    /// <summary>A JSON answer.</summary>
    public static IResult Json<T>(T answer, int status = StatusCodes.Status200OK) => Results.Json(answer, ApiJson.Options, statusCode: status);

    /// <summary>A JSON answer that says more than its entity tag, which is of what If-Match must have seen of it.</summary>
    public static IResult Seen<T>(HttpContext http, string hash, T answer)
    {
        http.Response.Headers.ETag = EntityTag.Of(hash);
        return Json(answer);
    }

    /// <summary>A JSON answer with an entity tag; 304 when the caller has it already.</summary>
    public static IResult Tagged<T>(HttpContext http, string hash, T answer)
    {
        http.Response.Headers.ETag = EntityTag.Of(hash);
        return EntityTag.IsKnown(http.Request, hash) ? Results.StatusCode(StatusCodes.Status304NotModified) : Json(answer);
    }

    /// <summary>A JSON answer in which references to texts are shown with their texts, as far as the caller may read them.</summary>
    public static async Task<JsonNode> Shown<T>(HttpContext http, T answer)
    {
        var node = JsonSerializer.SerializeToNode(answer, ApiJson.Options) ?? throw new InvalidOperationException("An answer is never null.");
        var texts = new ShownTexts(http.RequestServices.GetRequiredService<TextVault>(), http.RequestServices.GetRequiredService<Erasures>());
        await texts.Fill(node, Caller.Of(http), Language.Of(http).TwoLetterISOLanguageName == "en", http.RequestAborted);
        return node;
    }
}

/// <summary>Puts texts beside their references: <c>{"ref", "commitment"}</c> becomes <c>{"ref", "commitment", "text"}</c>.</summary>
/// <remarks>The text is null for whom it is not meant, and when it is about a person: that is read by a disclosure, which is recorded. In the place of
/// a destroyed one stands the mark with the act.</remarks>
public sealed class ShownTexts(TextVault vault, Erasures erasures)
{
    /// <summary>Fills every reference inside an answer.</summary>
    public async Task Fill(JsonNode answer, Caller caller, bool english, CancellationToken stop)
    {
        var found = References(answer).ToList();
        var texts = found.Count > 0 && caller.ReadsTexts
            ? await vault.Open(caller.Organisation, [.. found.Select(f => f.Reference)], stop)
            : new Dictionary<Guid, string>();
        Guid[] closed = caller.ReadsTexts ? [.. found.Select(f => f.Reference.Ref).Where(r => !texts.ContainsKey(r))] : [];
        var destroyed = closed.Length > 0 ? await erasures.OfTexts(caller.Organisation, closed, stop) : new Dictionary<Guid, ErasedPerson>();
        foreach (var (place, reference) in found)
        {
            place["text"] = texts.TryGetValue(reference.Ref, out var text) ? text : destroyed.TryGetValue(reference.Ref, out var gone) ? gone.Mark(english) : null;
        }
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
