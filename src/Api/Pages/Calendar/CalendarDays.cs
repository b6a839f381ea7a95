using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Notices;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Inbox;
using MentorshipFlow.Api.Pages.Roadmap;
using MentorshipFlow.Api.Pages.Surveys;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Api.Tandems;
using MentorshipFlow.Notices;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Pages.Calendar;

/// <summary>The days that concern a visitor: planned ends, ends of terms, and meetings.</summary>
internal static class CalendarDays
{
    private const int MonthsBack = 3;
    private const int MonthsAhead = 3;

    // Of these the plan itself has the day.
    private static readonly IReadOnlyList<NoticeKind> Planned =
        [NoticeKind.RoadmapItemOverdue, NoticeKind.ReworkOverdue, NoticeKind.SurveyWaveOverdue];

    /// <summary>The planned last days of open items, reworks and survey waves, by day.</summary>
    public static async Task<IReadOnlyList<CalendarDay>> Deadlines(Visit visit)
    {
        List<CalendarDay> days = [];
        var works = visit.Identity.Roles.Contains(Role.Curator);
        foreach (var programme in await Open(visit))
        {
            var (about, address) = ($"{programme.Title} {programme.SchoolYear}", $"/programmes/{programme.Id}");
            if (await visit.Ask("readRoadmap", ("programme", programme.Id)) is { Succeeded: true } map)
            {
                days.AddRange(map.As<ShownRoadmap>().Items
                    .Where(i => i.Status == ItemStatus.Open && i.Plan.PlannedTo is not null
                        && (i.Plan.Responsible is { } whose ? whose == visit.Identity.Person : works))
                    .Select(i => new CalendarDay($"item-{programme.Id:N}-{i.Plan.Item}", i.Plan.PlannedTo!.Value,
                        PageWords.Say("calendar.item", i.Plan.Item, Sentences.Of(i.Title)), about,
                        $"{address}/roadmap/items/{i.Plan.Item}")));
            }

            if (!works) continue;
            days.AddRange((await visit.Read<ReadStages.AllStages>("listStages", ("programme", programme.Id))).Stages
                .Where(s => s is { Status: StageStatus.Returned, Returned.DueOn: not null })
                .Select(s => new CalendarDay($"rework-{programme.Id:N}-{s.Number}", s.Returned!.DueOn!.Value,
                    PageWords.Say("calendar.rework", s.Number), about, $"{address}/stages/{s.Number}")));
            if (!visit.May("listSurveyWaves")) continue;
            days.AddRange((await visit.All<WaveRow>("listSurveyWaves", ("programme", programme.Id)))
                .Where(w => w.ClosedOn is null && w.ClosesOn is not null)
                .Select(w => new CalendarDay($"wave-{w.Id:N}", w.ClosesOn!.Value, PageWords.Say("calendar.wave", w.Title), about,
                    $"{address}/survey-waves/{w.Id}")));
        }

        return [.. days.OrderBy(d => d.On)];
    }

    /// <summary>The ends of terms that are announced: consents, clearances, delegations, erasures.</summary>
    public static async Task<IReadOnlyList<CalendarDay>> Terms(Visit visit) => !visit.May("listNotices") ? [] :
    [
        .. (await visit.All<ReadNotices.Row>("listNotices", ("settled", false)))
            .Where(n => !Planned.Contains(n.Kind) && Waiting.Concerns(visit, n))
            .Select(n => new CalendarDay($"{n.Id:N}", n.Due, Waiting.Words(n), "", Waiting.AddressOf(n))),
    ];

    /// <summary>The visitor's own meetings as mentor or mentee: held, scheduled, and foreseen by the timetable.</summary>
    public static async Task<IReadOnlyList<CalendarDay>> Meetings(Visit visit)
    {
        List<CalendarDay> days = [];
        if (visit.Identity.Person is not { } self) return days;
        foreach (var programme in await Open(visit))
        {
            var own = await visit.All<ReadTandems.Row>("listTandems", ("programme", programme.Id), ("person", self));
            if (own.Count == 0) continue;
            var foreseen = await Foreseen(visit, programme.Id);
            foreach (var row in own)
            {
                var tandem = await visit.Read<ReadTandems.Answer>("readTandem", ("programme", programme.Id), ("tandem", row.Id));
                var first = visit.Today.AddMonths(-MonthsBack);
                var meetings = tandem.Meetings.Select(m => (m.On, m.Kind, m.Minutes, m.Format, Foreseen: false))
                    .Concat(tandem.Scheduled.Select(m => (m.On, m.Kind, m.Minutes, m.Format, Foreseen: false)))
                    .Concat(foreseen[row.Id].Select(m => (m.On, Kind: MeetingKind.Regular, m.Minutes, m.Format, Foreseen: true)))
                    .Where(m => m.On >= first).OrderBy(m => m.On).GroupBy(m => (m.On, m.Kind));
                // Day and kind name a meeting: it keeps its place in the calendar when a foreseen one is held.
                days.AddRange(meetings.SelectMany(same => same.Select((m, n) => new CalendarDay(
                    $"meeting-{row.Id:N}-{Dates.Text(m.On)}-{Kebab.Of($"{m.Kind}")}{(n == 0 ? "" : $"-{n + 1}")}", m.On,
                    PageWords.Say("calendar.meeting", Persons(tandem), PageWords.Say($"said.meeting.{Kebab.Of($"{m.Kind}")}"), m.Minutes,
                        PageWords.Say($"said.format.{Kebab.Of($"{m.Format}")}")),
                    $"{programme.Title} {programme.SchoolYear}", $"/programmes/{programme.Id}/tandems/{row.Id}", m.Foreseen))));
            }
        }

        return days;
    }

    private static async Task<ILookup<Guid, (DateOnly On, int Minutes, MeetingFormat Format)>> Foreseen(Visit visit, Guid programme)
    {
        List<(Guid Tandem, DateOnly On, int Minutes, MeetingFormat Format)> found = [];
        for (var n = 0; n < MonthsAhead; n++)
        {
            var month = visit.Today.AddMonths(n).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
            found.AddRange((await visit.Read<MeetingsOfTandem.Proposal>("proposeMeetings", ("programme", programme), ("month", month)))
                .Meetings.Where(m => m.On >= visit.Today).Select(m => (m.Tandem, m.On, m.Minutes, m.Format)));
        }

        return found.ToLookup(m => m.Tandem, m => (m.On, m.Minutes, m.Format));
    }

    // As pages show persons whose names are not read: the mentor, an arrow, the mentees.
    private static string Persons(ReadTandems.Answer tandem) =>
        $"{Typo.Code(tandem.Mentors[^1].Mentor)} → "
        + string.Join(", ", tandem.Members.Where(m => m.Until is null).Select(m => Typo.Code(m.Person)));

    private static async Task<IEnumerable<ReadProgrammes.Row>> Open(Visit visit) => !visit.May("listProgrammes") ? []
        : (await visit.All<ReadProgrammes.Row>("listProgrammes"))
            .Where(p => p.Status is ProgrammeStatus.Active or ProgrammeStatus.Draft or ProgrammeStatus.Suspended);
}
