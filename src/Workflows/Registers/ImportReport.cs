using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A valid row that a rule refused.</summary>
/// <param name="Sheet">From 0.</param>
public sealed record RefusedRow(int Row, Refusal Refusal, int Sheet = 0)
{
    /// <summary>The person of this part of the row.</summary>
    public Side Side { get; init; } = Side.Mentee;
}

/// <summary>The result of an import, by row.</summary>
/// <param name="Imported">The number of applications that were recorded, or would be.</param>
/// <param name="AlreadyThere">Rows whose person has already applied to this programme; they are not applied twice.</param>
/// <param name="Notices">Rows that were imported without a part of their content; column 0.</param>
public sealed record ImportReport(int Imported, int AlreadyThere, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<CellFault> Notices)
{
    /// <summary>An empty report.</summary>
    public static ImportReport Empty { get; } = new(0, 0, [], []);

    /// <summary>Representatives who were linked to pupils.</summary>
    public int Linked { get; init; }

    /// <summary>Consents that were recorded.</summary>
    public int Consents { get; init; }

    /// <summary>Pairs that were proposed for stage 5.</summary>
    public int Proposed { get; init; }

    internal ImportReport With(ImportReport next) =>
        new(Imported + next.Imported, AlreadyThere + next.AlreadyThere, [.. Refused, .. next.Refused], [.. Notices, .. next.Notices])
        {
            Linked = Linked + next.Linked, Consents = Consents + next.Consents,
        };
}

/// <summary>The result of an import with the faults of its file, by row.</summary>
/// <param name="Rows">The number of persons in the file.</param>
/// <param name="Pairs">The number of rows that name a mentor and a mentee.</param>
/// <param name="Faults">Cells and rows that could not be read.</param>
public sealed record ImportSummary(
    bool DryRun, int Rows, int Pairs, ImportReport Report, IReadOnlyList<CellFault> Faults, IReadOnlyList<CellFault> Notices,
    IReadOnlyList<SheetReading> Sheets)
{
    /// <summary>The summary of a file and of what was imported from it.</summary>
    public static ImportSummary Of(bool dryRun, RegisterReading reading, ImportReport report)
    {
        var refused = report.Refused.Select(r => (r.Sheet, r.Row)).ToHashSet();
        return new(
            dryRun, reading.Rows.Count + reading.Faults.Select(f => (f.Sheet, f.Row)).Distinct().Count(), reading.Pairs.Count, report,
            reading.Faults,
            [.. reading.Notices.Where(n => !refused.Contains((n.Sheet, n.Row))).Concat(report.Notices)
                .OrderBy(n => n.Sheet).ThenBy(n => n.Row).ThenBy(n => n.Column)],
            reading.Sheets);
    }

    /// <summary>The same without any text of the file, for storing.</summary>
    public ImportSummary WithoutTexts() => this with
    {
        Sheets = [.. Sheets.Select(s => s with
        {
            Name = "", Columns = [.. s.Columns.Select(c => c with { Heading = "", Samples = [] })],
        })],
    };
}

/// <summary>What an import keeps of itself, so that it continues after a crash, and whether it shall pause.</summary>
/// <param name="Done">Reports of the decisions that an earlier run has made, in their order.</param>
/// <param name="Row">The row that keeps a decision's number and report; written in the transaction of that decision.</param>
/// <param name="Write">Writes such a row by itself, where nothing was decided.</param>
/// <param name="Pause">Ends the import between two decisions.</param>
public sealed record ImportSteps(
    IReadOnlyList<ImportReport> Done, Func<int, ImportReport, SideWrite> Row, Func<SideWrite, CancellationToken, Task> Write,
    IProgress<WorkStep> Progress, CancellationToken Pause);

/// <summary>The outcome of an import.</summary>
/// <param name="BrokenOff">The decision that failed; null when all were made. Rows before it stay imported, and the same file continues
/// from there.</param>
/// <param name="Paused">Whether <see cref="ImportSteps.Pause"/> ended it.</param>
public sealed record ImportOutcome(ImportReport Report, Outcome<Programme>? BrokenOff, bool Paused = false);
