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
internal sealed class ImportedBases(
    ProgrammeEngine programmes, RegisterImport import, KeptMappings mappings, JobRequests requests, JobLimits limits) : UseCase
{
    private const int MostFaults = 100;
    private const int MostPlaces = 20;
    private const string Meanings = "map";
    private const string Persons = "person";
    private const string SignedOn = "consentOn";
    private const string Correct = "correct";

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
    /// <param name="Kept">Whether an earlier import of this register said the meaning.</param>
    /// <param name="Samples">Up to three values of the file.</param>
    public sealed record Column(int Number, string Heading, string? Meaning, string Of, int Likeness, bool Given, bool Kept,
        IReadOnlyList<string> Samples);

    /// <summary>A sheet of the file, read or left out.</summary>
    /// <param name="LeftOut">Why the sheet was left out; null when it was read.</param>
    /// <param name="Header">The row of the header, from 1; 0 without one.</param>
    /// <param name="Rows">Rows below the header that may be persons.</param>
    public sealed record SheetRead(string Name, string? LeftOut, int Header, int Rows, IReadOnlyList<Column> Columns);

    /// <param name="Rows">The number of persons in the file.</param>
    /// <param name="AlreadyThere">Persons who applied before, by name and birth date; they are not imported again.</param>
    /// <param name="Pairs">Rows that name a mentor and a mentee, in a register of pairs.</param>
    /// <param name="Proposed">Pairs kept as proposals for stage 5; those proposed before are not counted.</param>
    /// <param name="Linked">Parents who were linked to pupils as representatives; new ones were registered.</param>
    /// <param name="Consents">Consents to take part that were recorded.</param>
    /// <param name="FaultCount">All faults; the list ends at 100.</param>
    /// <param name="Faults">Cells and rows that are not taken.</param>
    /// <param name="NoticeCount">All notices; the list ends at 100.</param>
    /// <param name="Notices">Cells and rows taken in part, and rows and columns left out.</param>
    /// <param name="FaultKinds">Faults by kind.</param>
    /// <param name="NoticeKinds">Notices by kind.</param>
    /// <param name="Sheets">Every sheet of the file, read or left out.</param>
    public sealed record Answer(
        bool DryRun, int Rows, int Imported, int AlreadyThere, int Pairs, int Proposed, int Linked, int Consents, int FaultCount,
        IReadOnlyList<Fault> Faults, int NoticeCount, IReadOnlyList<Fault> Notices, IReadOnlyList<Group> FaultKinds,
        IReadOnlyList<Group> NoticeKinds, IReadOnlyList<SheetRead> Sheets);

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, RegisterKind.Mentees, "mentee-base", "importMentees", "Import mentees");
        Map(routes, RegisterKind.Mentors, "mentor-base", "importMentors", "Import mentors");
        Map(routes, RegisterKind.Pairs, "pair-register", "importPairs",
            "Import a register of pairs into both bases, with its pairs as proposals");
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
            + "Parents in a pupil's row are registered and linked, and a received consent is recorded with its paper. "
            + "With dryRun=true the answer shows the meaning of every column; correct it with `map`. What was "
            + $"accepted is offered with the organisation's next file. With Accept: {SheetWriter.XlsxType} the answer is a file of the "
            + $"rows that were not taken, with a column «{Corrections.Heading}»; nothing of it is stored."
            + JobRequests.Note($"a file of more than {limits.ImportBytes} bytes"), Takes.Work)
        {
            Accepted = typeof(JobAnswer),
            Upload = "application/octet-stream", Sample = "ФИО наставляемого;Год рождения\r\nУчастник первый;2008\r\n",
            Answer = typeof(Answer), OtherAnswers = new Dictionary<string, Type> { [SheetWriter.XlsxType] = typeof(byte[]) },
            Query =
            [
                new(Meanings, "What a heading means, as heading:meaning; repeat it for each heading. The meaning is a code, after "
                    + "`mentee.` or `mentor.` if it belongs to one of a pair, or `-` to leave the column out.", "Д.р.:birth-date"),
                new(Persons, "Who the person of a row is that resembles a known one, as sheet.row:person, sheet.row:same or "
                    + "sheet.row:other; of several in a row as sheet.row.mentee, .mentor or .parent; repeat it for each.", "1.5:other"),
                new(Correct, "A row whose class, years of work and «новый сотрудник» correct the register of a known person, as sheet.row; "
                    + "repeat it for each.", "1.5"),
                new(SignedOn, "The day of signing where a row says that the consent was received and not when.", "2021-09-01",
                    typeof(DateOnly)),
            ],
        },
        SheetLimits.Bytes, (incoming, file) => Import(incoming, file, kind));

    private async Task<IResult> Import(Incoming incoming, byte[] file, RegisterKind kind)
    {
        var programme = incoming.Id("programme");
        var query = incoming.Http.Request.Query;
        string[] map = [.. query[Meanings].OfType<string>()], persons = [.. query[Persons].OfType<string>()],
            correct = [.. query[Correct].OfType<string>()];
        if (ColumnMapping.Read(map) is not { } said)
            return Problems.Parameter(Meanings, $"heading:meaning, one of {string.Join(", ", Headings.Codes)}, -");
        if (PersonAnswers.Read(persons) is not { } told)
            return Problems.Parameter(Persons, $"sheet.row:person, sheet.row:same, sheet.row:other");
        if (ImportAnswers.ReadRows(correct) is not { } corrected) return Problems.Parameter(Correct, $"sheet.row");
        var asked = new Asked(incoming.Http);
        var signedOn = asked.Day(SignedOn);
        if (asked.Problem is { } wrong) return wrong;
        if (signedOn > incoming.Caller.Today) return Problems.Parameter(SignedOn, $"A day that is not in the future.");
        if (await programmes.Find(incoming.Caller.Organisation, programme, incoming.Stop) is not { } found) return Problems.NotFound;
        if (JobRequests.Preferred(incoming.Http.Request) || file.Length > limits.ImportBytes)
        {
            if (incoming.Full) return Problems.EntriesFull;
            var context = incoming.Context();
            return await requests.Start(
                incoming.Http,
                new JobWork.Import(programme, kind, context.CommandId, context.Fingerprint, context.Issued.By, context.Issued.AsOf,
                    context.Issued.EffectiveOn, context.DryRun, map, persons, correct, signedOn, context.Correlation),
                incoming.NewId(context.DryRun ? "job of dry run" : "job"), context.Fingerprint, file);
        }

        var mapping = await mappings.With(said, incoming.Caller.Organisation, kind, incoming.Stop);
        var (workbook, reading, code) = Read(file, new(kind, found.Definition.Forms, incoming.Caller.Today, mapping), incoming.Stop);
        if (workbook is null || reading is null) return Problems.Bad(ProblemCodes.FieldInvalid, code!, "file");
        var outcome = await import.Run(
            programme, reading, new(told, corrected, signedOn), incoming.Context(), (row, what) => incoming.NewId($"{what} {row}"),
            incoming.Stop);
        if (outcome is null) return Problems.NotFound;
        if (outcome.BrokenOff is { } brokenOff)
            return await incoming.Answer(brokenOff, _ => throw new System.Diagnostics.UnreachableException());
        if (!incoming.DryRun) await mappings.Keep(said, incoming.Caller.Organisation, kind, incoming.Stop);
        incoming.Http.Response.Headers.Vary = "Accept";
        return incoming.Http.Request.Prefers(SheetWriter.XlsxType) ? Corrected(workbook, reading, outcome.Report)
            : Answers.Json(Of(ImportSummary.Of(incoming.DryRun, reading, outcome.Report)));
    }

    private static (Workbook? File, RegisterReading? Reading, string? Code) Read(byte[] file, RegisterReader reader, CancellationToken stop)
    {
        try
        {
            var workbook = WorkbookReader.Read(file, stop);
            return (workbook, reader.Read(workbook, stop), null);
        }
        catch (SheetException unfit)
        {
            return (null, null, unfit.Code);
        }
    }

    private static IResult Corrected(Workbook file, RegisterReading reading, ImportReport report) => Results.File(
        SheetWriter.Xlsx(Corrections.Of(file, reading,
        [
            .. reading.Faults.Select(f => (f, Sentence(f))),
            .. report.Refused.Select(r => (new CellFault(r.Row, 0, r.Refusal.Code, r.Sheet), string.Join(' ',
                r.Refusal.Missing.Select(m => Sentences.OfMissing(m.What, m.Where)).Prepend(Sentences.OfProblem(r.Refusal.Code))))),
        ])),
        SheetWriter.XlsxType, "corrections.xlsx");

    private static string Sentence(CellFault fault) =>
        Sentences.OfMissing(fault.Code, string.Create(CultureInfo.InvariantCulture, $"{fault.Row}"));

    private static Answer Of(ImportSummary summary)
    {
        var report = summary.Report;
        var faults = summary.Faults.Select(f => (Cell: f, Refused: (Refusal?)null))
            .Concat(report.Refused.Select(r => (Cell: new CellFault(r.Row, 0, r.Refusal.Code, r.Sheet), Refused: (Refusal?)r.Refusal)))
            .OrderBy(f => f.Cell.Sheet).ThenBy(f => f.Cell.Row).ThenBy(f => f.Cell.Column).ToArray();
        var notices = summary.Notices.Select(n => (Cell: n, Refused: (Refusal?)null)).ToArray();
        return new(
            summary.DryRun, summary.Rows, report.Imported, report.AlreadyThere, summary.Pairs, report.Proposed, report.Linked,
            report.Consents, faults.Length,
            [.. faults.Take(MostFaults).Select(Named)], notices.Length, [.. notices.Take(MostFaults).Select(Named)], Groups(faults),
            Groups(notices),
            [.. summary.Sheets.Select(s => new SheetRead(
                s.Name, s.LeftOut, s.Header, s.Rows, [.. s.Columns.Select(c => Shown(c, summary.DryRun))]))]);
    }

    // Only what is shown gets a sentence: a file may have 40,000 faults.
    private static Fault Named((CellFault Cell, Refusal? Refused) f) => new(f.Cell.Sheet + 1, f.Cell.Row, f.Cell.Column, f.Cell.Code,
        f.Refused is null ? Sentence(f.Cell) : Sentences.OfProblem(f.Refused.Code), f.Refused?.Missing ?? []);

    private static Column Shown(TableColumnShown c, bool samples) => new(
        c.Column, c.Heading, c.Meaning is { } kind ? Headings.CodeOf(kind) : null, c.Side.ToString().ToLowerInvariant(), c.Likeness,
        c.Given, c.Kept, samples ? c.Samples : []);

    private static Group[] Groups(IReadOnlyList<(CellFault Cell, Refusal? Refused)> faults) =>
    [
        .. faults.GroupBy(f => f.Cell.Code).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Group(g.Key, Named(g.First()).Sentence, g.Count(),
                [.. g.Take(MostPlaces).Select(f => new Place(f.Cell.Sheet + 1, f.Cell.Row, f.Cell.Column))])),
    ];
}
