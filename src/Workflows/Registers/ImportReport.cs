using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A row that was understood and refused by a rule.</summary>
public sealed record RefusedRow(int Row, Refusal Refusal);

/// <summary>The result of an import, by rows.</summary>
/// <param name="Imported">Applications that were recorded, or would be.</param>
/// <param name="AlreadyThere">Rows whose person has applied to this programme before: nothing is doubled.</param>
/// <param name="Notices">Rows that were taken without something they say; column 0.</param>
public sealed record ImportReport(int Imported, int AlreadyThere, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<CellFault> Notices)
{
    /// <summary>Nothing yet.</summary>
    public static ImportReport Empty { get; } = new(0, 0, [], []);

    internal ImportReport With(ImportReport next) =>
        new(Imported + next.Imported, AlreadyThere + next.AlreadyThere, [.. Refused, .. next.Refused], [.. Notices, .. next.Notices]);
}

/// <summary>How an import ended.</summary>
/// <param name="BrokenOff">The decision that was not made; what was imported until then stays, and the same file goes on where it broke
/// off. Null when all were.</param>
public sealed record ImportOutcome(ImportReport Report, Outcome<Programme>? BrokenOff);
