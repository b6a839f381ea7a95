using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A valid row that a rule refused.</summary>
public sealed record RefusedRow(int Row, Refusal Refusal);

/// <summary>The result of an import, by row.</summary>
/// <param name="Imported">The number of applications that were recorded, or would be.</param>
/// <param name="AlreadyThere">Rows whose person has already applied to this programme; they are not applied twice.</param>
/// <param name="Notices">Rows that were imported without a part of their content; column 0.</param>
public sealed record ImportReport(int Imported, int AlreadyThere, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<CellFault> Notices)
{
    /// <summary>An empty report.</summary>
    public static ImportReport Empty { get; } = new(0, 0, [], []);

    internal ImportReport With(ImportReport next) =>
        new(Imported + next.Imported, AlreadyThere + next.AlreadyThere, [.. Refused, .. next.Refused], [.. Notices, .. next.Notices]);
}

/// <summary>The outcome of an import.</summary>
/// <param name="BrokenOff">The decision that failed; null when all were made. Rows before it stay imported, and the same file continues
/// from there.</param>
public sealed record ImportOutcome(ImportReport Report, Outcome<Programme>? BrokenOff);
