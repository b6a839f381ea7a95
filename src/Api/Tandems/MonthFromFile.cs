using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Встречи месяца из файла: the meetings of a month as the timetables have them, with the exceptions of a file (M156).</summary>
internal sealed class MonthFromFile(ProgrammeEngine programmes, PersonVault persons, PrivacyTerms terms) : UseCase
{
    private const string Month = "month";

    /// <param name="Rows">Exceptions in the file.</param>
    /// <param name="Held">Meetings that were recorded as held, or would be.</param>
    /// <param name="Cancelled">Meetings that were recorded as cancelled, or would be.</param>
    public sealed record Answer(string Month, bool DryRun, bool Repeated, int Rows, int Held, int Cancelled);

    public override void Map(IEndpointRouteBuilder routes) => routes.DecidingOnFile(
        "/api/programmes/{programme}/tandems/meetings/month-file",
        new(TandemAddress.Group, "recordMonthOfMeetingsFromFile", "Record the meetings of a month from a file",
            "XLSX, XLS, ODS or CSV with a row for each meeting that was not as the timetable has it; a file without a row: all were. "
            + "Columns: mentor or pair, date, absent, moved to, minutes, cancelled by, reason. All or nothing; what is not understood is "
            + "named with its row.", Takes.Work)
        {
            Upload = "application/octet-stream", Answer = typeof(Answer),
            Sample = "Наставник;Дата;Отсутствовали;Перенесена на;Минут;Кто отменил;Причина\r\n",
            Query = [new(Month, "The month, such as 2021-12.", "2021-12")],
        },
        SheetLimits.Bytes, Record);

    private async Task<IResult> Record(Incoming incoming, byte[] file)
    {
        var organisation = incoming.Caller.Organisation;
        if (await programmes.Find(organisation, incoming.Id("programme"), incoming.Stop) is not { } found) return Problems.NotFound;
        if (MeetingsOfTandem.Parse(incoming.Http.Request.Query[Month]) is not { } month)
            return Problems.Parameter(Month, $"A month as in 2021-12.");
        MonthTable table;
        try
        {
            table = MonthTable.Read(WorkbookReader.Read(file, incoming.Stop), incoming.Issued.AsOf, code => Sentences.Languages
                .Select(language => Sentences.Word(code, language)).OfType<string>());
        }
        catch (SheetException unfit)
        {
            return Problems.Bad(ProblemCodes.FieldInvalid, unfit.Code, "file");
        }

        if (!table.HasColumns) return Problems.Bad(ProblemCodes.FieldInvalid, "month-columns-missing", "file");
        List<Missing> faults = [.. table.Faults];
        var exceptions = await Exceptions(found, table.Rows, organisation, faults, incoming.Stop);
        if (faults.Count > 0) return Refusals.Of(new Refusal(Reason.ValueOutOfRange, faults));
        var outcome = await programmes.Decide(
            found.Id,
            new TandemCommand.RecordMonth(month, exceptions, terms.Holidays,
                (tandem, on) => incoming.NewId($"meeting {tandem} {Dates.Text(on)}")),
            incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided => Task.FromResult(Answers.Json(new Answer(
            month.ToString("yyyy-MM", CultureInfo.InvariantCulture), decided.DryRun, decided.Repeated, table.Rows.Count,
            decided.Facts.OfType<TandemEvent.MeetingHeld>().Count(), decided.Facts.OfType<TandemEvent.MeetingCancelled>().Count()))));
    }

    // Names are compared within the program: nobody is shown them.
    private async Task<List<MonthException>> Exceptions(
        ProgrammeFound found, IReadOnlyList<MonthRow> rows, Guid organisation, List<Missing> faults, CancellationToken stop)
    {
        var tandems = found.State.Tandems.Tandems.Values.Where(t => t.Timetable is not null).ToList();
        var opened = await persons.Open(
            organisation, [.. tandems.SelectMany(t => t.Mentors.Select(m => m.Mentor).Concat(t.Members.Select(m => m.Mentee))).Distinct()],
            stop);
        List<MonthException> exceptions = [];
        foreach (var row in rows)
        {
            var led = Named(tandems.Select(t => t.MentorOn(row.On)).OfType<Guid>(), row.Mentor);
            var meant = tandems.FindAll(t => row.Tandem is { } id ? t.Id == id
                : led is { } mentor && t.MentorOn(row.On) == mentor && t.Timetable!.Weekday == Weekday(row.On));
            if (meant is not [var tandem])
            {
                faults.Add(new(meant.Count == 0 ? "month-row-tandem-unknown" : "month-row-tandem-several", $"{row.Row}"));
                continue;
            }

            List<Guid?> absent = [.. row.Absent.Select(name => Named(tandem.ExpectedOn(row.On), name))];
            if (absent.Contains(null)) faults.Add(new("month-row-absent-unknown", $"{row.Row}"));
            else exceptions.Add(new(
                tandem.Id, row.On, [.. absent.OfType<Guid>()], row.MovedTo, row.Minutes, row.CancelledBy, row.Reason));
        }

        return exceptions;

        Guid? Named(IEnumerable<Guid> among, string name) => new InvitedPersons(
            among.Distinct().Where(opened.ContainsKey).ToDictionary(p => p, p => opened[p]))
            .Find(name, new PersonAnswer(Same: true, null)).Person;
    }

    // Monday is 1.
    private static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
}
