namespace MentorshipFlow.Workflows.Store;

/// <summary>Names of streams: a kind, a hyphen and an id.</summary>
public static class StreamNames
{
    /// <summary>What the names of all organisations' streams begin with.</summary>
    public const string OrganisationPrefix = "organisation-";

    private const string ProgrammePrefix = "programme-";
    private const string PersonPrefix = "person-";


    /// <summary><c>programme-{uuid}</c>.</summary>
    public static string Programme(Guid id) => $"{ProgrammePrefix}{id}";

    /// <summary><c>organisation-{uuid}</c>.</summary>
    public static string Organisation(Guid id) => $"{OrganisationPrefix}{id}";

    /// <summary><c>person-{uuid}</c>.</summary>
    public static string Person(Guid id) => $"{PersonPrefix}{id}";

    /// <summary><c>privacy-{uuid}</c>: consent texts and signer policy of an organisation.</summary>
    public static string Privacy(Guid organisation) => $"privacy-{organisation}";

    /// <summary><c>access-{actor}</c>, such as <c>access-person-{uuid}</c>: readings of personal data by one actor; the program's own end
    /// with the organisation.</summary>
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

    /// <summary>Whether a stream is an organisation's.</summary>
    public static bool IsOrganisation(string stream) => stream.StartsWith(OrganisationPrefix, StringComparison.Ordinal);

    /// <summary>The id in the name of an organisation's stream.</summary>
    public static Guid OrganisationOf(string stream) => Guid.Parse(stream.AsSpan(OrganisationPrefix.Length));

    /// <summary>Whether a stream is of a kind that has rows in a read model.</summary>
    public static bool IsListed(string stream) => IsProgramme(stream) || IsPerson(stream) || IsOrganisation(stream);

    /// <summary>The id in the name of a stream with rows in a read model.</summary>
    public static Guid SubjectOf(string stream) =>
        IsProgramme(stream) ? ProgrammeOf(stream) : IsPerson(stream) ? PersonOf(stream) : OrganisationOf(stream);
}
