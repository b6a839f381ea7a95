using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Api.Http;

/// <summary>One member that has changed since the caller read it.</summary>
public sealed record MemberChange(string Member, JsonNode? Before, JsonNode? After);

/// <summary>The changes since the caller read a resource.</summary>
/// <param name="Found">Whether the caller's version was found in the history; if not, only the present tag is known.</param>
public sealed record SeenChange(bool Found, string Etag, IReadOnlyList<MemberChange> Members);

/// <summary>The part of a resource that its entity tag covers: what callers must have read before they replace it.</summary>
/// <param name="Kind">Distinguishes the tags of different kinds of resources, such as <c>programme</c>.</param>
/// <param name="Members">A record of the covered members.</param>
public sealed record Tagged(string Kind, object Members)
{
    /// <summary>SHA-256, 64 lower hex digits, over "mentorshipflow {kind} v1\n" and the RFC 8785 JSON of the members.</summary>
    public string Tag => Hash.Of(Encoding.UTF8.GetBytes(
        $"mentorshipflow {Kind} v1\n{JsonSerializer.Serialize(Members, Members.GetType(), CanonicalJson.Options)}")).ToString();

    /// <summary>The refusal for an outdated tag; null for the present one.</summary>
    /// <param name="seen">The tag in If-Match.</param>
    public Refusal? Unlike(string seen) => Tag is var tag && tag == seen ? null
        : new Refusal(Reason.EvaluationChanged, "evaluation-is-now", tag);

    /// <summary>The members that have changed since the caller's version.</summary>
    /// <param name="earlier">Earlier versions, the newest first.</param>
    public SeenChange Since(string seen, IEnumerable<Tagged> earlier) =>
        earlier.FirstOrDefault(t => t.Tag == seen) is { } before ? new(true, Tag, Differing(before)) : new(false, Tag, []);

    private IReadOnlyList<MemberChange> Differing(Tagged before)
    {
        var (from, to) = (before.Json, Json);
        return [.. to.Where(m => !JsonNode.DeepEquals(from[m.Key], m.Value))
            .Select(m => new MemberChange(m.Key, from[m.Key]?.DeepClone(), m.Value?.DeepClone()))];
    }

    private JsonObject Json => (JsonObject)JsonSerializer.SerializeToNode(Members, Members.GetType(), ApiJson.Options)!;
}

/// <summary>Entity tags (RFC 9110): always strong, always a SHA-256 in 64 lower hex digits between quotes.</summary>
public static class EntityTag
{
    private const int Digits = 64;

    /// <summary>The tag of a hash.</summary>
    public static string Of(string hash) => $"\"{hash}\"";

    /// <summary>The hash in If-Match. When absent, a 428; for anything but one valid tag, a 400.</summary>
    public static (string? Hash, Problem? Problem) IfMatch(HttpRequest request) => request.Headers.IfMatch.ToString() switch
    {
        "" => (null, new(StatusCodes.Status428PreconditionRequired, ProblemCodes.PreconditionRequired)),
        ['"', .. { Length: Digits } hash, '"'] when hash.All(char.IsAsciiHexDigitLower) => (hash, null),
        _ => (null, Problems.Bad(ProblemCodes.PreconditionInvalid, "parameter-invalid", "If-Match",
            $"One strong entity tag as this server issued it.")),
    };

    /// <summary>
    /// Whether If-None-Match contains this tag, so nothing needs to be sent. The comparison is weak (RFC 9110, 13.1.2), because compressing
    /// proxies weaken tags.
    /// </summary>
    public static bool IsKnown(HttpRequest request, string hash) => request.Headers.IfNoneMatch.ToString()
        .Split(',', StringSplitOptions.TrimEntries)
        .Any(tag => tag == "*" || tag == Of(hash) || tag == $"W/{Of(hash)}");
}
