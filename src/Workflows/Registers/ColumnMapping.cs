using System.Text;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A given meaning of a heading.</summary>
/// <param name="Kind">Null for a column to leave out.</param>
public readonly record struct HeadingSaid(ColumnKind? Kind, Side? Side)
{
    private const string LeftOut = "-";

    /// <summary>Reads a code such as <c>birth-date</c> or <c>mentor.experience</c>, or <c>-</c>; null when it is none.</summary>
    public static HeadingSaid? Read(string meaning)
    {
        if (meaning == LeftOut) return new(null, null);
        Side? side = meaning.StartsWith("mentee.", StringComparison.Ordinal) ? Registers.Side.Mentee
            : meaning.StartsWith("mentor.", StringComparison.Ordinal) ? Registers.Side.Mentor : null;
        return Headings.WithCode(side is null ? meaning : meaning["mentor.".Length..]) is { } kind ? new(kind, side) : null;
    }

    /// <summary>The code that <see cref="Read"/> reads.</summary>
    public override string ToString()
    {
        if (Kind is not { } kind) return LeftOut;
        var text = new StringBuilder();
        if (Side is { } side) text.Append(side.ToString().ToLowerInvariant()).Append('.');
        return text.Append(Headings.CodeOf(kind)).ToString();
    }
}

/// <summary>The meanings of headings: given by the caller, or accepted earlier by the organisation.</summary>
/// <param name="ByHeading">By normal heading.</param>
public sealed record ColumnMapping(IReadOnlyDictionary<string, HeadingSaid> ByHeading)
{
    /// <summary>Nothing said.</summary>
    public static ColumnMapping None { get; } = new(new Dictionary<string, HeadingSaid>());

    /// <summary>The meaning of a normal heading that an earlier import accepted; null if there is none.</summary>
    public Func<string, HeadingSaid?> Kept { get; init; } = _ => null;

    /// <summary>
    /// Reads texts such as <c>Д.р.:birth-date</c>, <c>Стаж:mentor.experience</c> and <c>Рост:-</c>; null when one is none.
    /// </summary>
    public static ColumnMapping? Read(IEnumerable<string> said)
    {
        Dictionary<string, HeadingSaid> meanings = [];
        foreach (var text in said)
        {
            var at = text.LastIndexOf(':');
            if (at <= 0 || HeadingSaid.Read(text[(at + 1)..].Trim()) is not { } meaning) return null;
            meanings[Headings.Normal(text[..at])] = meaning;
        }

        return new(meanings);
    }

    /// <summary>The meaning of a heading, and whether it is kept from an earlier import.</summary>
    public (HeadingSaid Said, bool Kept)? Of(string heading)
    {
        var normal = Headings.Normal(heading);
        if (ByHeading.TryGetValue(normal, out var said)) return (said, false);
        return normal.Length > 0 && Kept(normal) is { } kept ? (kept, true) : null;
    }
}
