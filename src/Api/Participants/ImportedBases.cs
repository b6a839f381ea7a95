using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Participants;

/// <summary>
/// Imports mentees and mentors from a spreadsheet. With <c>dryRun=true</c> it reports every row and cell that does not fit; without it, the
/// valid rows are imported.
/// </summary>
internal sealed class ImportedBases(ProgrammeEngine programmes, RegisterImport import, JobRequests requests, JobLimits limits) : UseCase
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
        routes.Read("/api/jobs/{job}/import", new("Participants", "readImport", "What a job imported",
            "As importMentees and importMentors answer. Of a cancelled job: what was decided before.", Takes.Work)
        {
            Answer = typeof(Answer),
        }, http => requests.Result<ImportSummary>(http, "import", (_, summary) => Answers.Json(Of(summary))));
    }

    private void Map(IEndpointRouteBuilder routes, RegisterKind kind, string name, string operation, string summary) =>
        routes.DecidingOnFile(
        $"/api/programmes/{{programme}}/{name}/import",
        new("Participants", operation, summary,
            $"XLSX or CSV (semicolon, comma or tab; UTF-8 or Windows-1251) with the columns of the recommended form, at most " +
            $"{SheetLimits.Bytes} bytes. "
            + "Good rows are taken and bad ones are named; the same file again doubles nobody."
            + JobRequests.Note($"a file of more than {limits.ImportBytes} bytes"), Takes.Work)
        {
            Accepted = typeof(JobAnswer),
            Upload = "application/octet-stream", Sample = "ФИО наставляемого;Год рождения\r\nУчастник первый;2008\r\n",
            Answer = typeof(Answer),
        },
        SheetLimits.Bytes, (incoming, file) => Import(incoming, file, kind));

    private async Task<IResult> Import(Incoming incoming, byte[] file, RegisterKind kind)
    {
        var programme = incoming.Id("programme");
        if (await programmes.Find(incoming.Caller.Organisation, programme, incoming.Stop) is not { } found) return Problems.NotFound;
        if (JobRequests.Preferred(incoming.Http.Request) || file.Length > limits.ImportBytes)
        {
            var context = incoming.Context();
            return await requests.Start(
                incoming.Http,
                new JobWork.Import(programme, kind, context.CommandId, context.Fingerprint, context.Issued.By, context.Issued.AsOf,
                    context.Issued.EffectiveOn, context.DryRun),
                incoming.NewId(context.DryRun ? "job of dry run" : "job"), context.Fingerprint, file);
        }

        var (reading, code) = Read(file, new(kind, found.Definition.Forms, incoming.Caller.Today));
        if (reading is null) return Problems.Bad(ProblemCodes.FieldInvalid, code!, "file");
        return await import.Run(
            programme, kind, reading.Rows, incoming.Context(), (row, what) => incoming.NewId($"{what} {row}"), incoming.Stop) switch
        {
            null => Problems.NotFound,
            { BrokenOff: { } brokenOff } => await incoming.Answer(brokenOff, _ => throw new System.Diagnostics.UnreachableException()),
            { Report: var report } => Answers.Json(Of(ImportSummary.Of(incoming.DryRun, reading, report))),
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

    private static Answer Of(ImportSummary summary)
    {
        var report = summary.Report;
        var faults = summary.Faults.Select(Named).Concat(report.Refused.Select(r =>
            new Fault(r.Row, 0, r.Refusal.Code, Sentences.OfProblem(r.Refusal.Code), r.Refusal.Missing)));
        return new(
            summary.DryRun, summary.Rows, report.Imported, report.AlreadyThere, [.. faults.OrderBy(f => f.Row).ThenBy(f => f.Column)],
            [.. summary.Notices.Select(Named)], summary.Unknown);

        Fault Named(CellFault f) => new(f.Row, f.Column, f.Code, Sentences.OfMissing(f.Code, $"{f.Row}:{f.Column}"), []);
    }
}
