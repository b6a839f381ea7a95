namespace MentorshipFlow.Workflows.Store;

/// <summary>Names of streams: a kind, a hyphen and an id.</summary>
public static class StreamNames
{
    private const string ProgrammePrefix = "programme-";
    private const string PersonPrefix = "person-";

    /// <summary><c>programme-{uuid}</c>.</summary>
    public static string Programme(Guid id) => $"{ProgrammePrefix}{id}";

    /// <summary><c>organisation-{uuid}</c>.</summary>
    public static string Organisation(Guid id) => $"organisation-{id}";

    /// <summary><c>person-{uuid}</c>.</summary>
    public static string Person(Guid id) => $"{PersonPrefix}{id}";

    /// <summary><c>privacy-{uuid}</c>: consent texts and signer policy of an organisation.</summary>
    public static string Privacy(Guid organisation) => $"privacy-{organisation}";

    /// <summary><c>access-{actor}</c>, such as <c>access-person-{uuid}</c>: readings of personal data by one actor.</summary>
    public static string Access(string actor) => $"access-{actor}";

    /// <summary><c>questionnaires-{uuid of the organisation}</c>; the empty id for those that ship with the program.</summary>
    public static string Questionnaires(Guid organisation) => $"questionnaires-{organisation}";

    /// <summary><c>definition-{code}</c>.</summary>
    public static string Definition(string code) => $"definition-{code}";

    /// <summary>Whether a stream is a programme's.</summary>
    public static bool IsProgramme(string stream) => stream.StartsWith(ProgrammePrefix, StringComparison.Ordinal);

    /// <summary>The id in a programme's stream name.</summary>
    public static Guid ProgrammeOf(string stream) => Guid.Parse(stream.AsSpan(ProgrammePrefix.Length));

    /// <summary>Whether a stream is a person's.</summary>
    public static bool IsPerson(string stream) => stream.StartsWith(PersonPrefix, StringComparison.Ordinal);

    /// <summary>The id in a person's stream name.</summary>
    public static Guid PersonOf(string stream) => Guid.Parse(stream.AsSpan(PersonPrefix.Length));

    /// <summary>The id in the name of a programme's stream or a person's.</summary>
    public static Guid SubjectOf(string stream) => IsProgramme(stream) ? ProgrammeOf(stream) : PersonOf(stream);
}
