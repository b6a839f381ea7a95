namespace MentorshipFlow.Certificates;

/// <summary>What a figure comes from beside the programme's events.</summary>
public enum Origin
{
    /// <summary>From the parameters in <c>certificate_issued</c>, such as the as-of date.</summary>
    Parameter,

    /// <summary>From the definition that the programme is pinned to, such as a title.</summary>
    Definition,

    /// <summary>From the certificate's own making: its format, the programme's id, the fixed number of stages.</summary>
    Provenance,
}

/// <summary>What a figure was computed from.</summary>
/// <param name="Beside">What it was computed from beside events, in their order; empty when events are all.</param>
/// <param name="Entries">The events, corrections and voids among them, in the order of their versions. None where nothing of
/// the kind was recorded.</param>
public sealed record FigureSources(IReadOnlyList<Origin> Beside, IReadOnlyList<HistoryEntry> Entries);

/// <summary>A number, date, code or text of a certificate's JSON; or a list, whose figure is how many elements it has.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into <see cref="Certificate.Json"/>, such as
/// <c>/outreach/channels/3/attendance</c>.</param>
/// <param name="Name">The same place with elements by what they are instead of their numbers, such as
/// <c>/outreach/channels/class-hours/attendance</c>.</param>
/// <param name="Value">JSON: the value, or a list's number of elements.</param>
public sealed record Figure(string Pointer, string Name, string Value, FigureSources Sources);
