namespace MentorshipFlow.Workflows.Store;

/// <summary>How streams are named: a kind, a hyphen and an id.</summary>
public static class StreamNames
{
    private const string ProgrammePrefix = "programme-";

    /// <summary><c>programme-{uuid}</c>.</summary>
    public static string Programme(Guid id) => $"{ProgrammePrefix}{id}";

    /// <summary><c>organisation-{uuid}</c>.</summary>
    public static string Organisation(Guid id) => $"organisation-{id}";

    /// <summary><c>person-{uuid}</c>.</summary>
    public static string Person(Guid id) => $"person-{id}";

    /// <summary><c>definition-{code}</c>.</summary>
    public static string Definition(string code) => $"definition-{code}";

    /// <summary>Whether a stream is a programme's.</summary>
    public static bool IsProgramme(string stream) => stream.StartsWith(ProgrammePrefix, StringComparison.Ordinal);

    /// <summary>The id in a programme's stream name.</summary>
    public static Guid ProgrammeOf(string stream) => Guid.Parse(stream.AsSpan(ProgrammePrefix.Length));
}
