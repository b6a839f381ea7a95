using MentorshipFlow.Audit;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Api.Http;

/// <summary>Creates the API's own problems. Only here and in <see cref="Refusals"/> a refusal gets its status code.</summary>
public static class Problems
{
    private static readonly Dictionary<string, string> RetryAfterASecond = new() { ["Retry-After"] = "1" };

    /// <summary>The thing does not exist, or it belongs to another organisation: both get the same answer.</summary>
    public static Problem NotFound { get; } = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound);

    /// <summary>The key is missing, unknown or revoked.</summary>
    public static Problem Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, ProblemCodes.Unauthenticated)
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer realm=\"mentorshipflow\"" },
    };

    /// <summary>The key was revoked; the ground is told to whoever holds it.</summary>
    public static Problem KeyEnded(KeyRevocation ground) =>
        Unauthenticated with { Missing = [new("key-ended", Kebab.Of(ground.ToString()))] };

    /// <summary>The key or the address asks too often.</summary>
    public static Problem TooMany { get; } =
        new(StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyRequests) { Headers = RetryAfterASecond };

    /// <summary>The files of the organisation take all the space that it is allowed.</summary>
    public static Problem StorageFull { get; } = new(StatusCodes.Status409Conflict, ProblemCodes.StorageFull);

    /// <summary>The organisation has all the entries that it may have.</summary>
    public static Problem EntriesFull { get; } = new(StatusCodes.Status409Conflict, ProblemCodes.EntriesFull);

    /// <summary>Too many decisions are waiting, or too many files are being processed.</summary>
    public static Problem Busy { get; } = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Busy) { Headers = RetryAfterASecond };

    /// <summary>The database is out of reach; a repeat with the same key shows whether the decision was made.</summary>
    public static Problem DatabaseUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.DatabaseUnavailable) { Headers = RetryAfterASecond };

    /// <summary>The ledger was rewritten or an old backup was restored. Nothing is signed until the cause is known.</summary>
    public static Problem Forked(LedgerVerdict.Broken fault) => new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.LedgerForked)
    {
        Detail = $"{fault.Code} at position {fault.Position}",
    };

    /// <summary>The caller's version is outdated; the answer contains the present tag.</summary>
    public static Problem Changed(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = EntityTag.Of(tag);
        return new(StatusCodes.Status412PreconditionFailed, ProblemCodes.EvaluationChanged, [new("evaluation-is-now", tag)]);
    }

    /// <summary>A stored entry is not what was recorded.</summary>
    public static Problem LedgerBroken(long position) =>
        new(StatusCodes.Status500InternalServerError, ProblemCodes.LedgerBroken, [new("first-bad-position", $"{position}")]);

    /// <summary>A row of the vault is not what was stored.</summary>
    /// <param name="row">The reference of a text, the name of a file, or the owner of a key.</param>
    public static Problem VaultBroken(string row) =>
        new(StatusCodes.Status500InternalServerError, ProblemCodes.VaultBroken, [new("vault-row", row)]);

    /// <summary>A bug; see the log.</summary>
    public static Problem Internal { get; } = new(StatusCodes.Status500InternalServerError, ProblemCodes.Internal);

    /// <summary>The key has none of the required roles.</summary>
    public static Problem RoleRequired(IEnumerable<Role> roles) =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.RoleRequired, [.. roles.Select(r => new Missing("role", Kebab.Of(r.ToString())))]);

    /// <summary>The file is about a person: read it by a disclosure, which is recorded.</summary>
    public static Problem DisclosureRequired(Guid person) =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.DisclosureRequired, [new("file-about-person", person.ToString())]);

    /// <summary>The content was destroyed with a person's data.</summary>
    /// <param name="mark">The text in its place.</param>
    public static Problem Destroyed(string mark) => new(StatusCodes.Status410Gone, ProblemCodes.DataDestroyed,
        [new("data-destroyed", mark)]);

    /// <summary>The idempotency key was used before with another request.</summary>
    public static Problem KeyReused { get; } = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused);

    /// <summary>A header, a query parameter or a field is invalid.</summary>
    public static Problem Bad(string code, string what, string where, FormattableString? detail = null) =>
        new(StatusCodes.Status400BadRequest, code, [new(what, where)]) { Detail = detail };

    /// <summary>One field of the body is invalid.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901).</param>
    public static Problem Field(string pointer, FormattableString? detail = null) =>
        Bad(ProblemCodes.FieldInvalid, "field-invalid", pointer, detail);

    /// <summary>A query parameter or header is invalid.</summary>
    public static Problem Parameter(string name, FormattableString? detail = null) =>
        Bad(ProblemCodes.FieldInvalid, "parameter-invalid", name, detail);

    /// <summary>The problem for a bare status of the framework.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => new(status, ProblemCodes.MethodNotAllowed),
        StatusCodes.Status413PayloadTooLarge => new(status, ProblemCodes.BodyTooLarge),
        StatusCodes.Status415UnsupportedMediaType => new(status, ProblemCodes.UnsupportedMediaType),
        >= StatusCodes.Status500InternalServerError => Internal,
        _ => new(status, ProblemCodes.MalformedRequest),
    };
}

/// <summary>
/// The API's own problem codes; those of the domain are in <see cref="Reason"/>. A released code never changes its meaning.
/// </summary>
public static class ProblemCodes
{
    public const string Unauthenticated = "unauthenticated";
    public const string RoleRequired = "role-required";
    public const string NotFound = "not-found";
    public const string DisclosureRequired = "disclosure-required";
    public const string DataDestroyed = "data-destroyed";
    public const string SandboxDeleted = "sandbox-deleted";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string MalformedRequest = "malformed-request";
    public const string MalformedJson = "malformed-json";
    public const string UnknownField = "unknown-field";
    public const string FieldInvalid = "field-invalid";
    public const string DefinitionInvalid = "definition-invalid";
    public const string QuestionnaireInvalid = "questionnaire-invalid";
    public const string BodyTooLarge = "body-too-large";
    public const string PreconditionRequired = "precondition-required";
    public const string PreconditionInvalid = "precondition-invalid";
    public const string EvaluationChanged = "evaluation-changed";
    public const string IdempotencyKeyRequired = "idempotency-key-required";
    public const string IdempotencyKeyInvalid = "idempotency-key-invalid";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string Busy = "busy";
    public const string TooManyRequests = "too-many-requests";
    public const string StorageFull = "storage-full";
    public const string EntriesFull = "entries-full";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string LedgerForked = "ledger-forked";
    public const string LedgerBroken = "ledger-broken";
    public const string VaultBroken = "vault-broken";
    public const string JobEnded = "job-ended";
    public const string JobFileMissing = "job-file-missing";
    public const string JobGivenUp = "job-given-up";
    public const string JobRequired = "job-required";
    public const string Internal = "internal";

    /// <summary>All problem codes of the API itself.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Unauthenticated, RoleRequired, NotFound, DisclosureRequired, DataDestroyed, SandboxDeleted, MethodNotAllowed, UnsupportedMediaType,
        MalformedRequest,
        MalformedJson, UnknownField, FieldInvalid, DefinitionInvalid, QuestionnaireInvalid, BodyTooLarge, PreconditionRequired,
        PreconditionInvalid,
        EvaluationChanged, IdempotencyKeyRequired, IdempotencyKeyInvalid, IdempotencyKeyReused, Busy, TooManyRequests, StorageFull,
        EntriesFull, DatabaseUnavailable, LedgerForked, LedgerBroken, VaultBroken,
        JobEnded, JobFileMissing, JobGivenUp, JobRequired, Internal,
    ];
}
