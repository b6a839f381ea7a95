using System.Globalization;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Certificates;

/// <summary>One entry of a programme's stream as a certificate reads it.</summary>
/// <param name="Head">The ledger's columns other than the body.</param>
/// <param name="Type">The stored type name, such as <c>stage_approved</c>.</param>
/// <param name="Event">The body.</param>
/// <param name="Leaf">The entry's leaf, 64 lower hex digits (<see cref="Entry.Leaf()"/>).</param>
public readonly record struct HistoryEntry(Recorded Head, string Type, ProgrammeEvent Event, string Leaf)
{
    /// <summary>Days from the fact to the UTC date of its record.</summary>
    public int DaysLate => DayOfFact.DaysLate(Event, Head.EffectiveOn,
        DateOnly.ParseExact(Head.RecordedAt.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
