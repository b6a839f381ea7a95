using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Participants;

/// <summary>
/// Imports mentees, mentors, or a register of pairs from a spreadsheet. With <c>dryRun=true</c> it says what it understood and every row
/// and cell that does not fit; without it, the valid rows are imported.
/// </summary>
internal sealed class ImportedBases(ProgrammeEngine programmes, RegisterImport import, JobRequests requests, JobLimits limits) : UseCase
{
    private const int MostFaults = 100;
    private const int MostPlaces = 20;
    private const string Meanings = "map";
    private const string Persons = "person";

    /// <summary>A cell or row that does not fit. Its content is not repeated.</summary>
    /// <param name="Sheet">From 1.</param>
    /// <param name="Column">From 1; 0 for the row as a whole.</param>
    /// <param name="Missing">The missing things, if a rule refused the row.</param>
    public sealed record Fault(int Sheet, int Row, int Column, string Code, string Sentence, IReadOnlyList<Missing> Missing);

    /// <summary>Faults or notices of one kind.</summary>
    /// <param name="Count">How many there are in the file.</param>
    /// <param name="Places">The first of them, as sheet, row and column from 1; column 0 is the row as a whole.</param>
    public sealed record Group(string Code, string Sentence, int Count, IReadOnlyList<Place> Places);

    /// <summary>A place in the file; all from 1.</summary>
    public sealed record Place(int Sheet, int Row, int Column);

    /// <summary>A column as understood.</summary>
    /// <param name="Number">From 1.</param>
    /// <param name="Meaning">A code such as <c>birth-date</c>; null when unknown: the column is left out.</param>
    /// <param name="Of">Whose column it is: mentee, mentor, or row.</param>
    /// <param name="Likeness">Per cent; below 100 the heading only resembles a known one.</param>
    /// <param name="Given">Whether the caller said the meaning.</param>
    /// <param name="Samples">Up to three values of the file.</param>
    public sealed record Column(int Number, string Heading, string? Meaning, string Of, int Likeness, bool Given,
        IReadOnlyList<string> Samples);

    /// <summary>A sheet of the file, read or left out.</summary>
    /// <param name="LeftOut">Why the sheet was left out; null when it was read.</param>
    /// <param name="Header">The row of the header, from 1; 0 without one.</param>
    /// <param name="Rows">Rows below the header that may be persons.</param>
    public sealed record SheetRead(string Name, string? LeftOut, int Header, int Rows, IReadOnlyList<Column> Columns);

    /// <param name="Rows">The number of persons in the file.</param>
    /// <param name="AlreadyThere">Persons who applied before, by name and birth date; they are not imported again.</param>
    /// <param name="Pairs">Rows that name a mentor and a mentee, in a register of pairs.</param>
    /// <param name="FaultCount">All faults; the list ends at 100.</param>
    /// <param name="Faults">Cells and rows that are not taken.</param>
    /// <param name="NoticeCount">All notices; the list ends at 100.</param>
    /// <param name="Notices">Cells and rows taken in part, and rows and columns left out.</param>
    /// <param name="FaultKinds">Faults by kind.</param>
    /// <param name="NoticeKinds">Notices by kind.</param>
    /// <param name="Sheets">Every sheet of the file, read or left out.</param>
    public sealed record Answer(bool DryRun, int Rows, int Imported, int AlreadyThere, int Pairs, int FaultCount,
        IReadOnlyList<Fault> Faults, int NoticeCount, IReadOnlyList<Fault> Notices, IReadOnlyList<Group> FaultKinds,
        IReadOnlyList<Group> NoticeKinds, IReadOnlyList<SheetRead> Sheets);

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, RegisterKind.Mentees, "mentee-base", "importMentees", "Import mentees");
        Map(routes, RegisterKind.Mentors, "mentor-base", "importMentors", "Import mentors");
        Map(routes, RegisterKind.Pairs, "pair-register", "importPairs", "Import a register of pairs into both bases");
        routes.Read("/api/jobs/{job}/import", new("Participants", "readImport", "What a job imported",
            "As importMentees, importMentors and importPairs answer, without the file's texts. Of a cancelled job: what was decided "
            + "before.",
            Takes.Work)
        {
            Answer = typeof(Answer),
        }, http => requests.Result<ImportSummary>(http, "import", (_, summary) => Answers.Json(Of(summary))));
    }

    private void Map(IEndpointRouteBuilder routes, RegisterKind kind, string name, string operation, string summary) =>
        routes.DecidingOnFile(
        $"/api/programmes/{{programme}}/{name}/import",
        new("Participants", operation, summary,
            $"XLSX, XLS, ODS or CSV (UTF-8, UTF-16 or Windows-1251) of at most {SheetLimits.Bytes} bytes. Tables are found below titles "
            + "and stamps, in every visible sheet. Good rows are taken and bad ones are named; the same file again doubles nobody. "
            + "With dryRun=true the answer shows the meaning of every column; correct it with `map`."
            + JobRequests.Note($"a file of more than {limits.ImportBytes} bytes"), Takes.Work)
        {
            Accepted = typeof(JobAnswer),
            Upload = "application/octet-stream", Sample = "ФИО наставляемого;Год рождения\r\nУчастник первый;2008\r\n",
            Answer = typeof(Answer),
            Query =
            [
                new(Meanings, "What a heading means, as heading:meaning; repeat it for each heading. The meaning is a code, after "
                    + "`mentee.` or `mentor.` if it belongs to one of a pair, or `-` to leave the column out.", "Д.р.:birth-date"),
                new(Persons, "Who the person of a row is that resembles a known one, as sheet.row:person or sheet.row:other; repeat it for "
                    + "each row.", "1.5:other"),
            ],
        },
        SheetLimits.Bytes, (incoming, file) => Import(incoming, file, kind));

    private async Task<IResult> Import(Incoming incoming, byte[] file, RegisterKind kind)
    {
        var programme = incoming.Id("programme");
        var query = incoming.Http.Request.Query;
        string[] map = [.. query[Meanings].OfType<string>()], persons = [.. query[Persons].OfType<string>()];
        if (ColumnMapping.Read(map) is not { } mapping)
            return Problems.Parameter(Meanings, $"heading:meaning, one of {string.Join(", ", Headings.Codes)}, -");
        if (PersonAnswers.Read(persons) is not { } answers)
            return Problems.Parameter(Persons, "sheet.row:person, sheet.row:other");
        if (await programmes.Find(incoming.Caller.Organisation, programme, incoming.Stop) is not { } found) return Problems.NotFound;
        if (JobRequests.Preferred(incoming.Http.Request) || file.Length > limits.ImportBytes)
        {
            var context = incoming.Context();
            return await requests.Start(
                incoming.Http,
                new JobWork.Import(programme, kind, context.CommandId, context.Fingerprint, context.Issued.By, context.Issued.AsOf,
                    context.Issued.EffectiveOn, context.DryRun, map, persons, context.Correlation),
                incoming.NewId(context.DryRun ? "job of dry run" : "job"), context.Fingerprint, file);
        }

        var (reading, code) = Read(file, new(kind, found.Definition.Forms, incoming.Caller.Today, mapping), incoming.Stop);
        if (reading is null) return Problems.Bad(ProblemCodes.FieldInvalid, code!, "file");
        return await import.Run(
            programme, reading.Rows, answers, incoming.Context(), (row, what) => incoming.NewId($"{what} {row}"), incoming.Stop) switch
        {
            null => Problems.NotFound,
            { BrokenOff: { } brokenOff } => await incoming.Answer(brokenOff, _ => throw new System.Diagnostics.UnreachableException()),
            { Report: var report } => Answers.Json(Of(ImportSummary.Of(incoming.DryRun, reading, report))),
        };
    }

    private static (RegisterReading? Reading, string? Code) Read(byte[] file, RegisterReader reader, CancellationToken stop)
    {
        try
        {
            return (reader.Read(WorkbookReader.Read(file, stop), stop), null);
        }
        catch (SheetException unfit)
        {
            return (null, unfit.Code);
        }
    }

    private static Answer Of(ImportSummary summary)
    {
        var report = summary.Report;
        var faults = summary.Faults.Select(Named)
            .Concat(report.Refused.Select(r => new Fault(r.Sheet + 1, r.Row, 0, r.Refusal.Code, Sentences.OfProblem(r.Refusal.Code),
                r.Refusal.Missing)))
            .OrderBy(f => f.Sheet).ThenBy(f => f.Row).ThenBy(f => f.Column).ToArray();
        var notices = summary.Notices.Select(Named).ToArray();
        return new(
            summary.DryRun, summary.Rows, report.Imported, report.AlreadyThere, summary.Pairs, faults.Length,
            [.. faults.Take(MostFaults)], notices.Length, [.. notices.Take(MostFaults)], Groups(faults), Groups(notices),
            [.. summary.Sheets.Select(s => new SheetRead(
                s.Name, s.LeftOut, s.Header, s.Rows, [.. s.Columns.Select(c => Shown(c, summary.DryRun))]))]);

        Fault Named(CellFault f) =>
            new(f.Sheet + 1, f.Row, f.Column, f.Code, Sentences.OfMissing(f.Code, string.Create(CultureInfo.InvariantCulture, $"{f.Row}")),
                []);
    }

    private static Column Shown(TableColumnShown c, bool samples) => new(
        c.Column, c.Heading, c.Meaning is { } kind ? Headings.CodeOf(kind) : null, c.Side.ToString().ToLowerInvariant(), c.Likeness,
        c.Given, samples ? c.Samples : []);

    private static Group[] Groups(IReadOnlyList<Fault> faults) =>
    [
        .. faults.GroupBy(f => f.Code).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Group(g.Key, g.First().Sentence, g.Count(),
                [.. g.Take(MostPlaces).Select(f => new Place(f.Sheet, f.Row, f.Column))])),
    ];
}
