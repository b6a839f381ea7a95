using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Roadmaps;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Makes a whole road map without typing it: from the definition, or from the file that the school has.</summary>
internal sealed class RoadmapFromFile(FileTurns turns) : UseCase
{
    private const int MostNotices = 100;
    private const string Fill = "fill";

    /// <param name="Start">The programme's first day.</param>
    /// <param name="Position">The responsible person's position, for every item.</param>
    /// <param name="Document">The registered road map, if any.</param>
    public sealed record Template(DateOnly Start, InstitutionalText? Position = null, Guid? Document = null) : Dated;

    /// <summary>A row of the file.</summary>
    /// <param name="Sheet">From 1; a table of a DOCX is a sheet.</param>
    /// <param name="Item">The number under which it stands in the approval.</param>
    /// <param name="Likeness">Per cent of the words that it shares with the item of the definition; 0 for the school's own item.</param>
    public sealed record RowRead(int Sheet, int Row, string Item, int Likeness);

    /// <summary>A place that was read with a reservation or not at all.</summary>
    /// <param name="Row">0 for the sheet as a whole.</param>
    public sealed record Notice(int Sheet, int Row, string Code, string Sentence);

    /// <param name="Approval">The body for approveRoadmap; correct it where needed.</param>
    /// <param name="Rows">Where each item of the file was read.</param>
    /// <param name="NoticeCount">All notices; the list ends at 100.</param>
    /// <param name="StagesWithoutItems">Stages for which the file has no item; an approval needs all seven.</param>
    /// <param name="Filled">Items that stand in the approval although the file does not have them.</param>
    public sealed record Answer(
        Roadmap.Approval Approval, IReadOnlyList<RowRead> Rows, int NoticeCount, IReadOnlyList<Notice> Notices,
        IReadOnlyList<int> StagesWithoutItems, IReadOnlyList<string> Filled);

    public override void Map(IEndpointRouteBuilder routes)
    {
        var engine = routes.ServiceProvider.GetRequiredService<ProgrammeEngine>();

        routes.Decide<Template>("/roadmap/from-template",
            new("Road map", "approveRoadmapFromTemplate", "Approve the definition's road map",
                "Every item of the definition with the months in which it is usually done, counted from the start. "
                + "Reschedule what differs.",
                Takes.Work)
            {
                Match = ProgrammeRoutes.Whole, Example = new Template(new(2021, 9, 1), new("Куратор")),
            },
            async (incoming, r) => await engine.Find(incoming.Caller.Organisation, incoming.Id("programme"), incoming.Stop) is { } found
                ? new PreparationCommand.ApproveRoadmap(r.Document, RoadmapTemplate.Of(found.Definition, r.Start, r.Position))
                : Problems.NotFound,
            (id, _) => $"/api/programmes/{id}/roadmap");

        routes.Take("/api/programmes/{programme}/roadmap/reading",
            new("Road map", "readRoadmapFile", "Read a road map from a file",
                $"A table of XLSX, XLS, ODS, DOCX or CSV of at most {SheetLimits.Bytes} bytes, with columns for the content and for dates "
                + "or those responsible. The answer holds the body for approveRoadmap and says what was not understood. Nothing is "
                + "recorded. "
                + "A row whose words are those of the definition becomes its item, any other the school's own.", Takes.Work)
            {
                Upload = "application/octet-stream", Answer = typeof(Answer),
                Sample = "Этап;Мероприятие;Срок;Ответственный\r\nЭтап 1;Проведение педагогического совета;Сентябрь;Куратор\r\n",
                Query =
                [
                    new(Fill, "Whether stages without an item get the definition's items, without dates.", "true", typeof(bool)),
                ],
            }, http => Read(http, engine));
    }

    private async Task<IResult> Read(HttpContext http, ProgrammeEngine engine)
    {
        var asked = new Asked(http);
        var fill = asked.Flag(Fill) ?? false;
        if (asked.Problem is { } problem) return problem;
        if (http.Id("programme") is not { } id
            || await engine.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is not { } found) return Problems.NotFound;
        var (file, unread) = await turns.Receive(http, SheetLimits.Bytes);
        if (unread is not null) return unread;
        try
        {
            var reading = new RoadmapReader(found.Definition, found.State.Charter!.SchoolYear)
                .Read(WorkbookReader.Read(file, http.RequestAborted), http.RequestAborted);
            return Answers.Json(Of(reading, fill ? found.Definition.Stages.Where(s => reading.Stages.Contains(s.Number))
                .SelectMany(s => s.Items).Select(i => i.Code) : []));
        }
        catch (SheetException unfit)
        {
            return Problems.Bad(ProblemCodes.FieldInvalid, unfit.Code, "file");
        }
    }

    private static Answer Of(RoadmapReading reading, IEnumerable<string> filled)
    {
        string[] added = [.. filled];
        return new(
            new([.. reading.Items.Select(i => Requested(i.Item)), .. added.Select(code => new Roadmap.ItemRequest(code))]),
            [.. reading.Items.Select(i => new RowRead(i.Sheet + 1, i.Row, i.Item.Item, i.Likeness))],
            reading.Notices.Count,
            [
                .. reading.Notices.Take(MostNotices).Select(n => new Notice(n.Sheet + 1, n.Row, n.Code,
                    Sentences.OfMissing(n.Code, n.Row.ToString(CultureInfo.InvariantCulture)))),
            ],
            reading.Stages, added);
    }

    private static Roadmap.ItemRequest Requested(PlannedItem i) => new(i.Item, i.Stage, i.Activity, i.Content, i.Planned, i.PlannedFrom,
        i.PlannedTo, i.Position, i.Responsible, i.Documented, i.Result, i.Recurs);
}
