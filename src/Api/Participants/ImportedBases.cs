using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Participants;

/// <summary>
/// Imports mentees and mentors from a spreadsheet. With <c>dryRun=true</c> it reports every row and cell that does not fit; without it, the
/// valid rows are imported.
/// </summary>
internal sealed class ImportedBases(ProgrammeEngine programmes, RegisterImport import) : UseCase
{
    /// <summary>A cell or row that does not fit. Its content is not repeated.</summary>
    /// <param name="Column">From 1; 0 for the row as a whole.</param>
    /// <param name="Missing">The missing things, if a rule refused the row.</param>
    public sealed record Fault(int Row, int Column, string Code, string Sentence, IReadOnlyList<Missing> Missing);

    /// <param name="Rows">The number of rows with persons in the file.</param>
    /// <param name="AlreadyThere">Persons who applied before, by name and birth date; they are not imported again.</param>
    /// <param name="Notices">Cells and rows imported in part, and columns that the programme itself fills.</param>
    /// <param name="UnknownColumns">Numbers of the ignored columns, from 1.</param>
    public sealed record Answer(bool DryRun, int Rows, int Imported, int AlreadyThere, IReadOnlyList<Fault> Faults,
        IReadOnlyList<Fault> Notices, IReadOnlyList<int> UnknownColumns);

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, RegisterKind.Mentees, "mentee-base", "importMentees", "Import mentees");
        Map(routes, RegisterKind.Mentors, "mentor-base", "importMentors", "Import mentors");
    }

    private void Map(IEndpointRouteBuilder routes, RegisterKind kind, string name, string operation, string summary) =>
        routes.DecidingOnFile(
        $"/api/programmes/{{programme}}/{name}/import",
        new("Participants", operation, summary,
            $"XLSX or CSV (semicolon, comma or tab; UTF-8 or Windows-1251) with the columns of the recommended form, at most " +
            $"{SheetLimits.Bytes} bytes. "
            + "Good rows are taken and bad ones are named; the same file again doubles nobody.", Takes.Work)
        {
            Upload = "application/octet-stream", Sample = "ФИО наставляемого;Год рождения\r\nУчастник первый;2008\r\n",
            Answer = typeof(Answer),
        },
        SheetLimits.Bytes, (incoming, file) => Import(incoming, file, kind));

    private async Task<IResult> Import(Incoming incoming, byte[] file, RegisterKind kind)
    {
        var programme = incoming.Id("programme");
        if (await programmes.Find(incoming.Caller.Organisation, programme, incoming.Stop) is not { } found) return Problems.NotFound;
        var (reading, code) = Read(file, new(kind, found.Definition.Forms, incoming.Caller.Today));
        if (reading is null) return Problems.Bad(ProblemCodes.FieldInvalid, code!, "file");
        return await import.Run(
            programme, kind, reading.Rows, incoming.Context(), (row, what) => incoming.NewId($"{what} {row}"), incoming.Stop) switch
        {
            null => Problems.NotFound,
            { BrokenOff: { } brokenOff } => await incoming.Answer(brokenOff, _ => throw new System.Diagnostics.UnreachableException()),
            { Report: var report } => Answers.Json(Of(incoming, reading, report)),
        };
    }

    private static (RegisterReading? Reading, string? Code) Read(byte[] file, RegisterReader reader)
    {
        try
        {
            return (reader.Read(SheetReader.Read(file)), null);
        }
        catch (SheetException unfit)
        {
            return (null, unfit.Code);
        }
    }

    private static Answer Of(Incoming incoming, RegisterReading reading, ImportReport report)
    {
        var refused = report.Refused.Select(r => r.Row).ToHashSet();
        var faults = reading.Faults.Select(Named)
            .Concat(report.Refused.Select(r => new Fault(r.Row, 0, r.Refusal.Code, Sentences.OfProblem(r.Refusal.Code),
                r.Refusal.Missing)));
        return new(
            incoming.DryRun, reading.Rows.Count + reading.Faults.Select(f => f.Row).Distinct().Count(), report.Imported,
            report.AlreadyThere,
            [.. faults.OrderBy(f => f.Row).ThenBy(f => f.Column)],
            [.. reading.Notices.Where(n => !refused.Contains(n.Row)).Concat(report.Notices).OrderBy(n => n.Row).ThenBy(n => n.Column)
                .Select(Named)], reading.Unknown);

        Fault Named(CellFault f) => new(f.Row, f.Column, f.Code, Sentences.OfMissing(f.Code, $"{f.Row}:{f.Column}"), []);
    }
}
