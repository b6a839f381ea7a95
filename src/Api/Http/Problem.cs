using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// A refusal or error as an answer: RFC 9457, <c>application/problem+json</c>. The type <c>urn:mentorshipflow:problem:{code}</c> is stable;
/// title and sentences follow Accept-Language; <c>missing</c> names each thing that is missing or wrong.
/// </summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>, or the code of a <see cref="Refusal"/>.</param>
public sealed record Problem(int Status, string Code, IReadOnlyList<Missing> Missing) : IResult
{
    /// <summary>The beginning of every type.</summary>
    public const string TypePrefix = "urn:mentorshipflow:problem:";

    private const int LongestWhere = 200;

    /// <summary>A problem without missing things.</summary>
    public Problem(int status, string code)
        : this(status, code, [])
    {
    }

    /// <summary>The content that the request lacks. Omitted if it has no text in the language of the request.</summary>
    public FormattableString? Detail { get; init; }

    /// <summary>For 412 of a stage or a programme: the changes since the caller read it. For a refused document: its faults.</summary>
    public object? Changed { get; init; }

    /// <summary>The names of the programme's codes and ids for the sentences.</summary>
    public ProgrammeNames? Names { get; init; }

    /// <summary>Additional headers, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        foreach (var (name, value) in Headers) httpContext.Response.Headers[name] = value;
        httpContext.Response.Headers.ContentLanguage = Sentences.Language;
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(Body(httpContext), ApiJson.Options, "application/problem+json",
            httpContext.RequestAborted);
    }

    /// <summary>The body, in the language of the request.</summary>
    internal ProblemBody Body(HttpContext http) => new(
        TypePrefix + Code, Sentences.OfProblem(Code), Status, Detail is null ? null : Sentences.OfDetail(Detail), Code,
        Missing.Count == 0 ? null : MissingThing.Of(Missing.Select(m => m with { Where = Short(m.Where) }), Names),
        Changed, http.TraceIdentifier);

    private static string Short(string where) => where.Length <= LongestWhere ? where : $"{where.AsSpan(0, LongestWhere)}…";
}

/// <summary>One thing that is missing or wrong.</summary>
/// <param name="What">A stable code, such as <c>document-not-registered</c>.</param>
/// <param name="Where">The object: a code, an id, or a JSON pointer into the body; a second object follows after a space.</param>
/// <param name="Criterion">The criterion of a gate for which it is missing, where a decision about the gate is refused.</param>
/// <param name="Sentence">A sentence in the caller's language; codes stand in it with their wording.</param>
public sealed record MissingThing(string What, string Where, NamedCriterion? Criterion, string Sentence)
{
    /// <summary>Missing things with their sentences.</summary>
    /// <param name="names">The names of the programme's codes and ids.</param>
    public static IReadOnlyList<MissingThing> Of(IEnumerable<Missing> missing, ProgrammeNames? names = null) =>
    [
        .. missing.Select(m => new MissingThing(
            m.What, m.Where, m.Criterion is { } code ? NamedCriterion.Of(code, names) : null, Sentences.OfMissing(m.What, m.Where, names))),
    ];
}

/// <summary>A criterion with its code and its wording.</summary>
/// <param name="Title">In the caller's language.</param>
public sealed record NamedCriterion(string Code, string Title)
{
    /// <summary>A criterion of the programme's definition.</summary>
    public static NamedCriterion Of(string code, ProgrammeNames? names) =>
        new(code, names?.OfCriterion(code) is { } title ? Sentences.Of(title) : code);
}

/// <summary>The body of a problem (RFC 9457).</summary>
/// <param name="Type">Stable: <c>urn:mentorshipflow:problem:{code}</c>.</param>
/// <param name="Title">A sentence in the caller's language.</param>
/// <param name="Detail">What was expected, in the caller's language.</param>
/// <param name="RequestId">As in the header <c>X-Request-Id</c>; finds the request in the log.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string? Detail, string Code, IReadOnlyList<MissingThing>? Missing, object? Changed,
    string RequestId);
