using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Decisions;

/// <summary>Services that every deciding request needs.</summary>
public sealed record EdgeServices(Secrets Secrets, PersonVault Persons, CosignedCheckpoints Checkpoints, EntryQuota Quota);

/// <summary>A parsed body, or the problem that prevents it.</summary>
/// <param name="Canonical">The canonical text, used to compare bodies.</param>
public readonly record struct FormBody<T>(T? Body, string Canonical, Problem? Problem, DateOnly? EffectiveOn = null);

/// <summary>Reads a deciding request and makes every check that needs no database.</summary>
public sealed class IncomingReader(EdgeServices services, FileTurns turns)
{
    /// <summary>The header that names persons of the register whom a text of the organisation may name.</summary>
    public const string ConfirmNames = "Confirm-Names";

    private const int LongestKey = 128;
    private const int LargestSheet = 256 * 1024;

    /// <summary>Reads a request with a JSON body of a type.</summary>
    /// <param name="matches">Whether If-Match is required.</param>
    public Task<(Incoming? Incoming, T? Body, Problem? Problem)> Read<T>(HttpContext http, bool matches)
        where T : Dated => Read(http, matches, async () =>
        {
            var body = await JsonBody.Read<T>(http.Request, http.RequestAborted);
            return new FormBody<T>(body.Request, body.Canonical, body.Problem, body.Request?.EffectiveOn);
        });

    /// <summary>Reads a request whose body is a document with its own parser: its canonical text (RFC 8785).</summary>
    public Task<(Incoming? Incoming, string? Body, Problem? Problem)> Document(HttpContext http) => Read(http, matches: false, async () =>
    {
        var body = await JsonBody.Read<JsonObject>(http.Request, http.RequestAborted);
        var text = body.Canonical.Length == 0 ? "{}" : body.Canonical;
        return new FormBody<string>(text, text, body.Problem);
    });

    /// <summary>Reads a request whose body is a file. The same file under the same key is the same request.</summary>
    /// <param name="largest">The limit in bytes.</param>
    public Task<(Incoming? Incoming, byte[]? Body, Problem? Problem)> Upload(HttpContext http, int largest) =>
        Read(http, matches: false, async () =>
    {
        var (file, unread) = await turns.Receive(http, largest);
        if (unread is not null) return new FormBody<byte[]>(null, "", unread);
        return new FormBody<byte[]>(file, Convert.ToHexStringLower(SHA256.HashData(file)) + Said(http.Request), null);
    });

    private async Task<(Incoming? Incoming, T? Body, Problem? Problem)> Read<T>(
        HttpContext http, bool matches, Func<Task<FormBody<T>>> read)
        where T : class
    {
        var caller = Caller.Of(http);
        // A personal link takes the answers of one sheet.
        if (caller.Link is not null) FileTurns.Allow(http, LargestSheet);
        var (key, invalid) = IdempotencyKey(http.Request);
        if (key is null) return (null, null, invalid);
        if (DryRun.Of(http.Request) is not { } dryRun) return (null, null, Problems.Parameter(DryRun.Name, $"true or false"));
        if (Named(http.Request) is not { } named) return (null, null, Problems.Parameter(ConfirmNames, $"UUIDs, separated by commas."));
        var form = await read();
        if (form.Problem is not null) return (null, null, form.Problem);
        var (seen, mismatch) = matches ? EntityTag.IfMatch(http.Request) : (null, null);
        if (mismatch is not null) return (null, null, mismatch);
        var effectiveOn = form.EffectiveOn ?? caller.Today;
        if (Dates.OfFact(effectiveOn, caller.Today) is { } refusal) return (null, null, Refusals.Of(refusal, http.Request.RouteValues));
        // Separates the keys of personal links from all others: no other command id contains a space.
        var commandId = caller.Link is { } link ? $"link {link.Link} {key}" : key;
        var fingerprint = services.Secrets.Fingerprint(CanonicalRequest(http.Request, caller.Actor, form.Canonical));
        return (new(http, caller, new(caller.Actor, caller.Today, effectiveOn), commandId, fingerprint, dryRun, seen, named, services),
            form.Body, null);
    }

    // The query, but for dryRun, is part of the request: it says how to read the file.
    private static string Said(HttpRequest request) => string.Concat(request.Query.Where(q => q.Key != DryRun.Name)
        .OrderBy(q => q.Key, StringComparer.Ordinal).SelectMany(q => q.Value.Select(v => $"\n{q.Key}={v}")));

    // Null when the header is not a list of UUIDs.
    private static HashSet<Guid>? Named(HttpRequest request)
    {
        HashSet<Guid> named = [];
        foreach (var id in request.Headers[ConfirmNames].SelectMany(h => (h ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!Guid.TryParseExact(id, "D", out var person)) return null;
            named.Add(person);
        }

        return named;
    }

    // Defines "the same request": actor, method, path, delegation and canonical body, but not If-Match and dryRun.
    private static string CanonicalRequest(HttpRequest request, Actor actor, string body) =>
        $"{actor.Id}\n{request.Method} {request.Path}\non behalf of {actor.OnBehalfOf?.ToString() ?? "-"}\n{body}";

    // Visible ASCII without spaces, because the key is one word in a line of the ledger, where "-" means "none".
    private static (string? Key, Problem? Problem) IdempotencyKey(HttpRequest request) => request.Headers["Idempotency-Key"] switch
    {
        { Count: > 1 } => (null, Invalid),
        var header => header.ToString() switch
        {
            "" => (null, new(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyRequired)),
            "-" => (null, Invalid),
            { Length: <= LongestKey } key when key.All(c => c is > ' ' and <= '~') => (key, null),
            _ => (null, Invalid),
        },
    };

    private static Problem Invalid { get; } = Problems.Bad(
        ProblemCodes.IdempotencyKeyInvalid, "parameter-invalid", "Idempotency-Key",
        $"1 to {LongestKey} visible ASCII characters without spaces, and not \"-\".");
}
