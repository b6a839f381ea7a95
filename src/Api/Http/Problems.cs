using System.Globalization;
using MentorshipFlow.Audit;

namespace MentorshipFlow.Api.Http;

/// <summary>Makes the edge's problems. With <see cref="Refusals"/> the only place with status codes of a "no".</summary>
public static class Problems
{
    private static readonly Dictionary<string, string> RetryAfterASecond = new() { ["Retry-After"] = "1" };

    /// <summary>There is no such thing here, or it belongs to another organisation: the answer is the same.</summary>
    public static Problem NotFound { get; } = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound);

    /// <summary>No key, an unknown key, or a revoked one.</summary>
    public static Problem Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, ProblemCodes.Unauthenticated)
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer realm=\"mentorshipflow\"" },
    };

    /// <summary>Too many decisions wait, or too many files are under way.</summary>
    public static Problem Busy { get; } = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Busy) { Headers = RetryAfterASecond };

    /// <summary>The database is out of reach; the same request with the same key finds out what became of it.</summary>
    public static Problem DatabaseUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.DatabaseUnavailable) { Headers = RetryAfterASecond };

    /// <summary>
    /// The ledger was rewritten or an old backup was restored: what is wrong and where. Nothing is signed until somebody has looked.
    /// </summary>
    public static Problem Forked(LedgerVerdict.Broken fault) => new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.LedgerForked)
    {
        Detail = string.Create(CultureInfo.InvariantCulture, $"{fault.Code} at position {fault.Position}"),
    };

    /// <summary>What was seen is not what is now; the answer names the present tag.</summary>
    public static Problem Changed(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = EntityTag.Of(tag);
        return new(StatusCodes.Status412PreconditionFailed, ProblemCodes.EvaluationChanged, [new("evaluation-is-now", tag)]);
    }

    /// <summary>A stored entry is not what was recorded.</summary>
    public static Problem LedgerBroken(long position) =>
        new(StatusCodes.Status500InternalServerError, ProblemCodes.LedgerBroken, [new("first-bad-position", $"{position}")]);

    /// <summary>A bug; the log says more.</summary>
    public static Problem Internal { get; } = new(StatusCodes.Status500InternalServerError, ProblemCodes.Internal);

    /// <summary>The key holds none of the roles that this takes.</summary>
    public static Problem RoleRequired(IEnumerable<Role> roles) =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.RoleRequired, [.. roles.Select(r => new Missing("role", Kebab.Of(r.ToString())))]);

    /// <summary>The file is about a person: it is read by a disclosure, which is recorded.</summary>
    public static Problem DisclosureRequired(Guid person) =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.DisclosureRequired, [new("file-about-person", person.ToString())]);

    /// <summary>It was destroyed with a person's data.</summary>
    /// <param name="mark">What stands in its place.</param>
    public static Problem Destroyed(string mark) => new(StatusCodes.Status410Gone, ProblemCodes.DataDestroyed,
        [new("data-destroyed", mark)]);

    /// <summary>The same idempotency key came with another request before.</summary>
    public static Problem KeyReused { get; } = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused);

    /// <summary>A header, a query parameter or a field is not what it must be.</summary>
    public static Problem Bad(string code, string what, string where, string? detail = null) =>
        new(StatusCodes.Status400BadRequest, code, [new(what, where)]) { Detail = detail };

    /// <summary>One field of the body is wrong.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901).</param>
    public static Problem Field(string pointer, string? detail = null) => Bad(ProblemCodes.FieldInvalid, "field-invalid", pointer, detail);

    /// <summary>A query parameter or header is wrong.</summary>
    public static Problem Parameter(string name, string? detail = null) =>
        Bad(ProblemCodes.FieldInvalid, "parameter-invalid", name, detail);

    /// <summary>The problem of a bare status that the framework answered with.</summary>
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
/// The refusals of the edge itself; those of the domain are in <see cref="Reason"/>. A released code never changes its meaning.
/// </summary>
public static class ProblemCodes
{
    public const string Unauthenticated = "unauthenticated";
    public const string RoleRequired = "role-required";
    public const string NotFound = "not-found";
    public const string DisclosureRequired = "disclosure-required";
    public const string DataDestroyed = "data-destroyed";
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
    public const string DatabaseUnavailable = "database-unavailable";
    public const string LedgerForked = "ledger-forked";
    public const string LedgerBroken = "ledger-broken";
    public const string Internal = "internal";

    /// <summary>Every code that the edge answers by itself.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Unauthenticated, RoleRequired, NotFound, DisclosureRequired, DataDestroyed, MethodNotAllowed, UnsupportedMediaType,
        MalformedRequest,
        MalformedJson, UnknownField, FieldInvalid, DefinitionInvalid, QuestionnaireInvalid, BodyTooLarge, PreconditionRequired,
        PreconditionInvalid,
        EvaluationChanged, IdempotencyKeyRequired, IdempotencyKeyInvalid, IdempotencyKeyReused, Busy, DatabaseUnavailable, LedgerForked,
        LedgerBroken,
        Internal,
    ];
}
