using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>Reads the 18 lines of an entry's leaf text (<see cref="Entry"/>).</summary>
internal static class EntryLines
{
    private const string Absent = "-";

    // Named arguments are evaluated in the written order, which is the order of the lines.
    public static Entry Read(BundleLines lines)
    {
        lines.Exactly("mentorshipflow entry v1");
        return new(
            Position: Number(lines, "position"),
            Organisation: lines.Value("organisation"),
            Stream: lines.Value("stream"),
            Version: lines.Count("version"),
            EventId: Guid.TryParseExact(lines.Value("event"), "D", out var id) ? id : throw lines.Unexpected("event {uuid}"),
            Type: lines.Value("type"),
            Actor: lines.Value("actor"),
            Role: lines.Value("role"),
            OnBehalfOf: Optional(lines, "behalf"),
            RecordedAt: lines.Value("recorded"),
            EffectiveOn: Optional(lines, "effective"),
            CommandId: lines.Value("command"),
            CommandIndex: lines.Count("index"),
            Fingerprint: lines.Value("fingerprint"),
            Correlation: Optional(lines, "correlation"),
            Causation: Optional(lines, "causation"),
            Body: lines.Value("body"));
    }

    private static string? Optional(BundleLines lines, string name) => lines.Value(name) is var value && value == Absent ? null : value;

    private static long Number(BundleLines lines, string name) =>
        long.TryParse(lines.Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw lines.Unexpected($"{name} {{number}}");
}
