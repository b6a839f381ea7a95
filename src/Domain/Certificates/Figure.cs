namespace MentorshipFlow.Certificates;

/// <summary>An origin of a figure other than the programme's events.</summary>
public enum Origin
{
    /// <summary>From the parameters in <c>certificate_issued</c>, such as the as-of date.</summary>
    Parameter,

    /// <summary>From the definition that the programme is pinned to, such as a title.</summary>
    Definition,

    /// <summary>Fixed by the program: the format, the programme's id, the fixed number of stages.</summary>
    Provenance,
}

/// <summary>The sources of a figure.</summary>
/// <param name="Beside">Origins other than events, in their order; empty when there are only events.</param>
/// <param name="Entries">The events with their corrections and voids, in the order of their versions; empty when nothing of
/// the kind was recorded.</param>
public sealed record FigureSources(IReadOnlyList<Origin> Beside, IReadOnlyList<HistoryEntry> Entries);

/// <summary>A number, date, code or text of a certificate's JSON; or a list, whose figure is the number of its elements.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into <see cref="Certificate.Json"/>, such as
/// <c>/outreach/channels/3/attendance</c>.</param>
/// <param name="Name">The same place with elements by name instead of number, such as
/// <c>/outreach/channels/class-hours/attendance</c>.</param>
/// <param name="Value">JSON: the value, or a list's number of elements.</param>
public sealed record Figure(string Pointer, string Name, string Value, FigureSources Sources);
