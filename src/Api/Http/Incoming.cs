using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Http.Features;

namespace MentorshipFlow.Api.Http;

/// <summary>A request that may say when the fact was.</summary>
public abstract record Dated
{
    /// <summary>The date of the fact, yyyy-MM-dd; today when absent, never later.</summary>
    public DateOnly? EffectiveOn { get; init; }
}

/// <summary>A request that says nothing but, perhaps, when the fact was.</summary>
public sealed record Plain : Dated;

/// <summary><c>?dryRun=true</c>: decide and show, record nothing.</summary>
public static class DryRun
{
    /// <summary>The query parameter.</summary>
    public const string Name = "dryRun";

    /// <summary>The parameter of a request; null when it is neither <c>true</c> nor <c>false</c>.</summary>
    public static bool? Of(HttpRequest request) => request.Query[Name].ToString() switch
    {
        "" when !request.Query.ContainsKey(Name) => false,
        "false" => false,
        "true" => true,
        _ => null,
    };
}

/// <summary>A deciding request, read and checked in its form: who, when, under which idempotency key, and what goes beside it into the vault.</summary>
public sealed class Incoming(HttpContext http, Caller caller, Issued issued, string commandId, string fingerprint, bool dryRun, string? seen)
{
    private readonly List<RowBeside> beside = [];
    private VaultDraft? draft;

    public HttpContext Http => http;

    public Caller Caller => caller;

    public Issued Issued => issued;

    public bool DryRun => dryRun;

    public CancellationToken Stop => http.RequestAborted;

    /// <summary>The tag in If-Match: 64 hex digits.</summary>
    public string? Seen => seen;

    /// <summary>A UUID in the address; the empty one, which nothing has, where it is not one.</summary>
    public Guid Id(string name) => Guid.TryParseExact(http.GetRouteValue(name)?.ToString(), "D", out var id) ? id : Guid.Empty;

    /// <summary>A text in the address.</summary>
    public string Code(string name) => http.GetRouteValue(name)?.ToString() ?? "";

    /// <summary>The stage in the address; 0, which is none, where it is not a number.</summary>
    public int Stage => int.TryParse(Code("stage"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An id that follows from organisation and idempotency key, so that a repeat names the same thing: a UUID of version 8 (RFC 9562).</summary>
    /// <param name="what">Tells several things of one request apart.</param>
    public Guid NewId(string what)
    {
        Span<byte> bytes = stackalloc byte[16];
        Convert.FromHexString(Secrets.Fingerprint($"id\n{caller.Organisation}\n{commandId}\n{what}").AsSpan(0, 32), bytes, out _, out _);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Seals a text under the organisation's key; its row is written with the decision.</summary>
    public Task<TextReference> Seal(PrivateText text) => Seal(TextVault.OwnerOf(caller.Organisation), text);

    /// <summary>Seals a text about a person under that person's key.</summary>
    public Task<TextReference> SealAbout(Guid person, PrivateText text) => Seal(TextVault.OwnerOfPerson(person), text);

    /// <summary>Seals a text about a person that may be absent.</summary>
    public async Task<TextReference?> SealAbout(Guid person, PrivateText? text) => text is { } present ? await SealAbout(person, present) : null;

    /// <summary>Seals what others told about a person, which may be absent.</summary>
    /// <param name="specialist">A psychologist or social worker told it: fewer may read it.</param>
    public async Task<TextReference?> SealAbout(Guid person, PrivateText? text, bool specialist) =>
        text is { } present ? await Vault.Seal(TextVault.OwnerOfPerson(person), present.Value, Stop, specialist) : null;

    /// <summary>Seals a text that may be absent.</summary>
    public async Task<TextReference?> Seal(PrivateText? text) => text is { } present ? await Seal(present) : null;

    /// <summary>What this request puts into the vault: written with the decision, or not at all.</summary>
    public VaultDraft Vault => draft ??= http.RequestServices.GetRequiredService<PersonVault>().Draft(caller.Organisation);

    /// <summary>Adds a row that is written with the decision.</summary>
    public void Beside(RowBeside row) => beside.Add(row);

    /// <summary>The command's context for the engine.</summary>
    /// <param name="organisation">The organisation that the stream belongs to.</param>
    public CommandContext Context(Guid organisation, Func<object, Refusal?>? precondition = null) =>
        new(organisation, commandId, fingerprint, issued, dryRun, [.. beside, .. draft?.Rows ?? []], Precondition: precondition);

    private Task<TextReference> Seal(string owner, PrivateText text) => Vault.Seal(owner, text.Value, Stop);

    private Secrets Secrets => http.RequestServices.GetRequiredService<Secrets>();
}

/// <summary>Reads a deciding request. Everything that can be said without asking the database is said here.</summary>
public static class IncomingReader
{
    private const int LongestKey = 128;

    /// <summary>The request with its context, or the first thing that is wrong with it.</summary>
    public static async Task<(Incoming? Incoming, T? Request, Problem? Problem)> Read<T>(HttpContext http, MustMatch match)
        where T : Dated
    {
        var caller = Caller.Of(http);
        var (key, problem) = IdempotencyKey(http.Request);
        if (problem is not null) return (null, null, problem);
        // A participant's keys are his own: with a space in it, the id is nobody else's.
        var commandId = http.Features.Get<SurveyLinkIdentity>() is { } link ? $"link {link.Link} {key}" : key!;
        if (DryRun.Of(http.Request) is not { } dryRun) return (null, null, Problems.Parameter(DryRun.Name, "true or false"));
        var body = await JsonBody.Read<T>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return (null, null, body.Problem);
        var (seen, mismatch) = match == MustMatch.Nothing ? (null, null) : EntityTag.IfMatch(http.Request);
        if (mismatch is not null) return (null, null, mismatch);
        var effectiveOn = body.Request!.EffectiveOn ?? caller.Today;
        if (Dates.OfFact(effectiveOn, caller.Today) is { } refusal) return (null, null, Refusals.Of(refusal, http.Request.RouteValues));
        var fingerprint = http.RequestServices.GetRequiredService<Secrets>().Fingerprint(CanonicalRequest(http.Request, caller.Actor, body.Canonical));
        return (new(http, caller, new(caller.Actor, caller.Today, effectiveOn), commandId, fingerprint, dryRun, seen), body.Request, null);
    }

    /// <summary>A deciding request whose body is a document of its own shape, checked by its reader; or the first thing that is wrong with it.</summary>
    /// <returns>With the document's canonical text (RFC 8785).</returns>
    public static async Task<(Incoming? Incoming, string Text, Problem? Problem)> Document(HttpContext http)
    {
        var caller = Caller.Of(http);
        var (commandId, problem) = IdempotencyKey(http.Request);
        if (problem is not null) return (null, "", problem);
        if (DryRun.Of(http.Request) is not { } dryRun) return (null, "", Problems.Parameter(DryRun.Name, "true or false"));
        var body = await JsonBody.Read<JsonObject>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return (null, "", body.Problem);
        var text = body.Canonical.Length == 0 ? "{}" : body.Canonical;
        var fingerprint = http.RequestServices.GetRequiredService<Secrets>().Fingerprint(CanonicalRequest(http.Request, caller.Actor, text));
        return (new(http, caller, new(caller.Actor, caller.Today), commandId!, fingerprint, dryRun, null), text, null);
    }

    /// <summary>A deciding request whose body is a file, or the first thing that is wrong with it. The same file under the same key is the same request.</summary>
    /// <param name="largest">Bytes of the file.</param>
    public static async Task<(Incoming? Incoming, byte[]? File, Problem? Problem)> Upload(HttpContext http, int largest)
    {
        var caller = Caller.Of(http);
        var (commandId, problem) = IdempotencyKey(http.Request);
        if (problem is not null) return (null, null, problem);
        if (DryRun.Of(http.Request) is not { } dryRun) return (null, null, Problems.Parameter(DryRun.Name, "true or false"));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;
        if (await FileTurns.Take(http) is { } busy) return (null, null, busy);
        var file = await FileTurns.Body(http.Request, largest);
        var fingerprint = http.RequestServices.GetRequiredService<Secrets>().Fingerprint(CanonicalRequest(http.Request, caller.Actor, Convert.ToHexStringLower(SHA256.HashData(file))));
        return (new(http, caller, new(caller.Actor, caller.Today, caller.Today), commandId!, fingerprint, dryRun, null), file, null);
    }

    /// <summary>What "the same request" means: who, method, path, for whom, and the canonical body. If-Match and dryRun take no part.</summary>
    private static string CanonicalRequest(HttpRequest request, Actor actor, string body) =>
        $"{actor.Id}\n{request.Method} {request.Path}\non behalf of {actor.OnBehalfOf?.ToString() ?? "-"}\n{body}";

    // Visible ASCII without spaces, so that the key is one word of one line on the ledger; "-" stands for "none" there.
    private static (string? Key, Problem? Problem) IdempotencyKey(HttpRequest request) => request.Headers["Idempotency-Key"] is { Count: < 2 } one ? IdempotencyKey(one.ToString()) : (null, Invalid);

    private static (string? Key, Problem? Problem) IdempotencyKey(string text) => text switch
    {
        "" => (null, new(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyRequired)),
        "-" => (null, Invalid),
        { Length: <= LongestKey } key when key.All(c => c is > ' ' and <= '~') => (key, null),
        _ => (null, Invalid),
    };

    private static Problem Invalid { get; } = Problems.Bad(
        ProblemCodes.IdempotencyKeyInvalid, "parameter-invalid", "Idempotency-Key", $"1 to {LongestKey} visible ASCII characters without spaces, and not \"-\".");
}
