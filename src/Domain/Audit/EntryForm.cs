using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// Checks that an entry's fields have the form in which the ledger writes them. Otherwise its leaf text is ambiguous: "-" would mean an
/// absent field, and a newline would begin another field.
/// </summary>
public static class EntryForm
{
    // A date as in 2026-11-20; the time of day follows as in T20:00:00.123456Z.
    private const int DateLength = 10;
    private const string TimeShape = "0000-00-00T00:00:00.000000Z";

    /// <summary>The name of the first malformed field in the order of the leaf text; null if there is none.</summary>
    public static string? Malformed(Entry entry) =>
        entry.Position < 0 ? "position"
        : !Envelope.IsOneLine(entry.Organisation) ? "organisation"
        : !Envelope.IsOneLine(entry.Stream) ? "stream"
        : entry.Version < 1 ? "version"
        : !Envelope.IsOneLine(entry.Type) ? "type"
        : !Envelope.IsOneLine(entry.Actor) ? "actor"
        : !Envelope.IsOneLine(entry.Role) ? "role"
        : !IsAbsentOrOneLine(entry.OnBehalfOf) ? "behalf"
        : !IsTime(entry.RecordedAt) ? "recorded"
        : entry.EffectiveOn is { } day && !IsDate(day) ? "effective"
        : !Envelope.IsOneLine(entry.CommandId) ? "command"
        : entry.CommandIndex < 0 ? "index"
        : !Envelope.IsOneLine(entry.Fingerprint) ? "fingerprint"
        : !IsAbsentOrOneLine(entry.Correlation) ? "correlation"
        : !IsAbsentOrOneLine(entry.Causation) ? "causation"
        : null;

    // The same result as Entry.Microseconds without its allocations, because every entry of a ledger is checked.
    internal static bool IsTime(ReadOnlySpan<char> text) =>
        HasShape(text, TimeShape) && IsDay(text) && Two(text, 11) < 24 && Two(text, 14) < 60 && Two(text, 17) < 60;

    internal static bool IsDate(ReadOnlySpan<char> text) => HasShape(text, TimeShape.AsSpan(0, DateLength)) && IsDay(text);

    private static bool IsAbsentOrOneLine(string? text) => text is null || Envelope.IsOneLine(text);

    private static bool HasShape(ReadOnlySpan<char> text, ReadOnlySpan<char> shape)
    {
        if (text.Length != shape.Length) return false;
        for (var at = 0; at < text.Length; at++)
            if (shape[at] == '0' ? !char.IsAsciiDigit(text[at]) : text[at] != shape[at]) return false;
        return true;
    }

    private static bool IsDay(ReadOnlySpan<char> text) =>
        int.Parse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var year
        && Two(text, 5) is >= 1 and <= 12 and var month
        && Two(text, 8) is >= 1 and var day
        && day <= DateTime.DaysInMonth(year, month);

    private static int Two(ReadOnlySpan<char> text, int at) => (text[at] - '0') * 10 + text[at + 1] - '0';
}
