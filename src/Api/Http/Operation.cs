namespace MentorshipFlow.Api.Http;

/// <summary>What a deciding request must have seen before it decides.</summary>
/// <param name="Name">Of the thing, in kebab case.</param>
/// <param name="At">The address whose GET answers with the ETag that If-Match names.</param>
public abstract record Seen(string Name, string At);

/// <summary>What must have been seen of one kind of state.</summary>
/// <param name="Of">
/// The thing as it is in a state, from the values in the address; null where it is not there, and then the rules say so.
/// </param>
public sealed record Seen<TState>(string Name, string At, Func<RouteValueDictionary, TState, Tagged?> Of) : Seen(Name, At);

/// <summary>A query parameter of a read.</summary>
public sealed record QueryParameter(string Name, string Description, string Example);

/// <summary>What a route says of itself, once: authorisation, the OpenAPI document and the strictness of its query all read this.</summary>
/// <param name="Tag">The family in the OpenAPI document.</param>
/// <param name="Name">The operationId.</param>
/// <param name="Roles">
/// The roles it takes, in order of preference: the caller acts in the first one that the key holds. Empty: no key needed.
/// </param>
public sealed record Operation(string Tag, string Name, string Summary, string Description, IReadOnlyList<Role> Roles)
{
    /// <summary>Takes an Idempotency-Key and <c>dryRun</c>.</summary>
    public bool Deciding { get; init; }

    /// <summary>What If-Match must name; null where a fact of the work is recorded whatever else happened.</summary>
    public Seen? Match { get; init; }

    /// <summary>Whether the ETag of its answer is one that If-Match may name.</summary>
    public bool Tagged { get; init; }

    /// <summary>The body; null when there is none.</summary>
    public Type? Request { get; init; }

    /// <summary>The media type of a body that is not JSON.</summary>
    public string? Upload { get; init; }

    /// <summary>A request that is accepted in its form.</summary>
    public object? Example { get; init; }

    /// <summary>The answer; null for text or a file.</summary>
    public Type? Answer { get; init; }

    /// <summary>An answer, where its schema does not say enough to make one.</summary>
    public object? AnswerExample { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string AnswerMediaType { get; init; } = "application/json";

    /// <summary>Answers in other media types, for those who ask for them by Accept.</summary>
    public IReadOnlyDictionary<string, Type> OtherAnswers { get; init; } = new Dictionary<string, Type>();

    /// <summary>The status of success.</summary>
    public int Success { get; init; } = StatusCodes.Status200OK;

    /// <summary>A text or file that it takes or answers, in short, where that is not JSON.</summary>
    public string? Sample { get; init; }

    /// <summary>Statuses that it answers beside those which follow from the rest: problems, and those without a body (204, 304).</summary>
    public IReadOnlyList<int> Further { get; init; } = [];

    /// <summary>A status that tells that it is not as it should be, in the same form as the answer.</summary>
    public int? Held { get; init; }

    /// <summary>Whether it is refused while the ledger is forked, because its answer would be a false history. Every decision is.</summary>
    public bool RefusedWhenForked { get; init; }

    /// <summary>Whether what it reads may have been destroyed with a person's data (410).</summary>
    public bool Destroyable { get; init; }

    /// <summary>The query parameters it takes; any other is refused.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];
}

/// <summary>Who may ask what, in the words of model.md 5.1.</summary>
public static class Takes
{
    /// <summary>Anybody, without a key.</summary>
    public static IReadOnlyList<Role> Anybody { get; } = [];

    /// <summary>The work of a programme.</summary>
    public static IReadOnlyList<Role> Work { get; } = [Role.Curator, Role.Head, Role.Initiator, Role.Integrator];

    /// <summary>The gates: the curator, or an integrator on the curator's behalf.</summary>
    public static IReadOnlyList<Role> Gates { get; } = [Role.Curator, Role.Integrator];

    /// <summary>What the head may do as well as the curator; as head where a person is both.</summary>
    public static IReadOnlyList<Role> HeadOrCurator { get; } = [Role.Head, Role.Curator, Role.Integrator];

    /// <summary>What the head decides about the programme itself, or an integrator under a delegation of the head.</summary>
    public static IReadOnlyList<Role> HeadOrDelegate { get; } = [Role.Head, Role.Integrator];

    /// <summary>What only the head signs.</summary>
    public static IReadOnlyList<Role> Head { get; } = [Role.Head];

    /// <summary>What a person does in their own name.</summary>
    public static IReadOnlyList<Role> Persons { get; } = [Role.Head, Role.Curator, Role.Initiator];

    /// <summary>Reading one's own organisation.</summary>
    public static IReadOnlyList<Role> Reading { get; } = [Role.Curator, Role.Head, Role.Initiator, Role.Integrator, Role.Auditor];

    /// <summary>Running the installation.</summary>
    public static IReadOnlyList<Role> Operator { get; } = [Role.Operator];

    /// <summary>Aggregated indicators (M42).</summary>
    public static IReadOnlyList<Role> RegionalCentre { get; } = [Role.RegionalCentre];

    /// <summary>Those who speak for themselves through a personal link.</summary>
    public static IReadOnlyList<Role> Participants { get; } = [Role.Mentee, Role.Mentor];

    /// <summary>Whoever has a key.</summary>
    public static IReadOnlyList<Role> Everybody { get; } = [.. Enum.GetValues<Role>().Except(Participants)];
}

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
