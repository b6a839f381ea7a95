namespace MentorshipFlow.Api.Http;

/// <summary>Makes the edge's problems. With <see cref="Refusals"/> the only place with status codes of a "no".</summary>
public static class Problems
{
    private static readonly Dictionary<string, string> RetryAfterASecond = new() { ["Retry-After"] = "1" };

    /// <summary>There is no such thing here, or it is another organisation's: the two are told apart to nobody.</summary>
    public static Problem NotFound { get; } = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound);

    /// <summary>No key, an unknown key, or a revoked one.</summary>
    public static Problem Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, ProblemCodes.Unauthenticated)
    {
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer realm=\"mentorshipflow\"" },
    };

    /// <summary>Too many decisions wait, or too many files are under way.</summary>
    public static Problem Busy { get; } = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Busy) { Headers = RetryAfterASecond };

    /// <summary>The database is out of reach; the same request with the same key finds out what became of it.</summary>
    public static Problem DatabaseUnavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.DatabaseUnavailable) { Headers = RetryAfterASecond };

    /// <summary>The ledger was rewritten or an old backup was put back; nothing is signed until somebody looked.</summary>
    public static Problem LedgerForked(string detail) => new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.LedgerForked) { Detail = detail };

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
    public static Problem Destroyed(string mark) => new(StatusCodes.Status410Gone, ProblemCodes.DataDestroyed, [new("data-destroyed", mark)]);

    /// <summary>The same idempotency key came with another request before.</summary>
    public static Problem KeyReused { get; } = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused);

    /// <summary>A header, a query parameter or a field is not what it must be.</summary>
    public static Problem Bad(string code, string what, string where, string? detail = null) =>
        new(StatusCodes.Status400BadRequest, code, [new(what, where)]) { Detail = detail };

    /// <summary>One field of the body is wrong.</summary>
    /// <param name="pointer">JSON pointer (RFC 6901).</param>
    public static Problem Field(string pointer, string? detail = null) => Bad(ProblemCodes.FieldInvalid, "field-invalid", pointer, detail);

    /// <summary>A query parameter or header is wrong.</summary>
    public static Problem Parameter(string name, string? detail = null) => Bad(ProblemCodes.FieldInvalid, "parameter-invalid", name, detail);

    /// <summary>What a bare status says, for answers that the framework made.</summary>
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
