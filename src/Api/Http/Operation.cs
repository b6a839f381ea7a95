namespace MentorshipFlow.Api.Http;

/// <summary>The resource that a caller must have read before a decision.</summary>
/// <param name="Name">The name of the resource in kebab case.</param>
/// <param name="At">The address whose GET returns the ETag for If-Match.</param>
public abstract record Seen(string Name, string At);

/// <summary>The same resource for one kind of state.</summary>
/// <param name="Of">The resource in a state, from the values in the address; null if it does not exist, and then the rules refuse.</param>
public sealed record Seen<TState>(string Name, string At, Func<RouteValueDictionary, TState, Tagged?> Of) : Seen(Name, At);

/// <summary>A query parameter of a read.</summary>
/// <param name="Type">A number, a day, a moment, a UUID, a boolean or an enum, spelled as in JSON; null for a text.</param>
/// <param name="Shared">Its name in the document's components, where many operations take it.</param>
public sealed record QueryParameter(string Name, string Description, string Example, Type? Type = null, string? Shared = null);

/// <summary>The operation that does for many what another one does for one.</summary>
/// <param name="Name">The operationId.</param>
public sealed record BatchOperation(string Name, string Summary);

/// <summary>The description of a route, used by authorisation, the OpenAPI document and the check of its query.</summary>
/// <param name="Tag">The route's family in the OpenAPI document.</param>
/// <param name="Name">The operationId.</param>
/// <param name="Roles">The allowed roles in order of preference: the caller acts in the first one that the key has and that may decide,
/// or in the one that Acting-As names. Empty: no key needed.</param>
public sealed record Operation(string Tag, string Name, string Summary, string Description, IReadOnlyList<Role> Roles)
{
    /// <summary>Whether it decides: takes an Idempotency-Key and <c>dryRun</c>.</summary>
    public bool Deciding { get; init; }

    /// <summary>The resource for If-Match; null for facts that are recorded regardless of other changes.</summary>
    public Seen? Match { get; init; }

    /// <summary>The operation that does the same for many; null when there is none.</summary>
    public BatchOperation? Batch { get; init; }

    /// <summary>Whether If-Match accepts the ETag of this route's answer.</summary>
    public bool Tagged { get; init; }

    /// <summary>The body; null when there is none.</summary>
    public Type? Request { get; init; }

    /// <summary>The media type of a body that is not JSON.</summary>
    public string? Upload { get; init; }

    /// <summary>A valid request.</summary>
    public object? Example { get; init; }

    /// <summary>The type of the answer; null for text or a file.</summary>
    public Type? Answer { get; init; }

    /// <summary>An example of the answer, if the schema is not sufficient to derive one.</summary>
    public object? AnswerExample { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string AnswerMediaType { get; init; } = "application/json";

    /// <summary>Answers in other media types, selected by Accept; bytes are a file.</summary>
    public IReadOnlyDictionary<string, Type> OtherAnswers { get; init; } = new Dictionary<string, Type>();

    /// <summary>The status of success.</summary>
    public int Success { get; init; } = StatusCodes.Status200OK;

    /// <summary>The answer with status 202, for an operation that may become a job (header Prefer); null for others.</summary>
    public Type? Accepted { get; init; }

    /// <summary>A short example of a text or file in the request or answer that is not JSON.</summary>
    public string? Sample { get; init; }

    /// <summary>Additional statuses that do not follow from the other members: problems, and those without a body (204, 304).</summary>
    public IReadOnlyList<int> Further { get; init; } = [];

    /// <summary>A failure status whose body has the same form as the answer.</summary>
    public int? Held { get; init; }

    /// <summary>
    /// Whether it is refused while the ledger is forked, because its answer would use a false history. All decisions are.
    /// </summary>
    public bool RefusedWhenForked { get; init; }

    /// <summary>Whether probes ask it, and it is never refused for being asked too often: that would look like a fault of the server.
    /// </summary>
    public bool Probe { get; init; }

    /// <summary>Whether the content may have been destroyed with a person's data (410).</summary>
    public bool Destroyable { get; init; }

    /// <summary>Since when it is deprecated; null if it is not.</summary>
    public Deprecation? Deprecated { get; init; }

    /// <summary>The allowed query parameters; any other is refused.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];
}

/// <summary>Sets of roles for operations (docs/domain-model.md, 1).</summary>
public static class Takes
{
    /// <summary>Everybody, without a key.</summary>
    public static IReadOnlyList<Role> Anybody { get; } = [];

    /// <summary>The work of a programme.</summary>
    public static IReadOnlyList<Role> Work { get; } = [Role.Curator, Role.Head, Role.Initiator, Role.Integrator];

    /// <summary>The part of the work that a school psychologist does (M73).</summary>
    public static IReadOnlyList<Role> WorkOfPsychologist { get; } = [.. Work, Role.Psychologist];

    /// <summary>The part of the work that a methodologist does (M74).</summary>
    public static IReadOnlyList<Role> WorkOfMethodologist { get; } = [.. Work, Role.Methodologist];

    /// <summary>The gates: the curator, or an integrator on the curator's behalf.</summary>
    public static IReadOnlyList<Role> Gates { get; } = [Role.Curator, Role.Integrator];

    /// <summary>Decisions of head or curator; a person with both roles acts as head.</summary>
    public static IReadOnlyList<Role> HeadOrCurator { get; } = [Role.Head, Role.Curator, Role.Integrator];

    /// <summary>Decisions of the head about the programme itself, also by an integrator under the head's delegation.</summary>
    public static IReadOnlyList<Role> HeadOrDelegate { get; } = [Role.Head, Role.Integrator];

    /// <summary>Decisions that only the head may sign.</summary>
    public static IReadOnlyList<Role> Head { get; } = [Role.Head];

    /// <summary>Decisions of persons in their own name.</summary>
    public static IReadOnlyList<Role> Persons { get; } = [Role.Head, Role.Curator, Role.Initiator];

    /// <summary>Reading one's own organisation.</summary>
    public static IReadOnlyList<Role> Reading { get; } = [Role.Curator, Role.Head, Role.Initiator, Role.Integrator, Role.Auditor];

    /// <summary>Reading who takes part: also the school psychologist, who records about them.</summary>
    public static IReadOnlyList<Role> ReadingOfPeople { get; } = [.. Reading, Role.Psychologist];

    /// <summary>Running the installation.</summary>
    public static IReadOnlyList<Role> Operator { get; } = [Role.Operator];

    /// <summary>Aggregated indicators and methodical materials (M42).</summary>
    public static IReadOnlyList<Role> RegionalCentre { get; } = [Role.RegionalCentre];

    /// <summary>Participants who act for themselves through a personal link.</summary>
    public static IReadOnlyList<Role> Participants { get; } = [Role.Mentee, Role.Mentor];

    /// <summary>Those who answer for a consent through a personal link.</summary>
    public static IReadOnlyList<Role> Signers { get; } = [Role.Signer];

    /// <summary>Everybody who has a personal link and never a key.</summary>
    public static IReadOnlyList<Role> Links { get; } = [.. Participants, .. Signers];

    /// <summary>Everybody with a key.</summary>
    public static IReadOnlyList<Role> Everybody { get; } = [.. Enum.GetValues<Role>().Except([.. Links, Role.System])];
}

/// <summary><c>?dryRun=true</c>: decide and show the result, but record nothing.</summary>
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
