using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Pairs and groups of a story: in the order, with plans and meetings, to their end.</summary>
public sealed class StoryTandems(StoryTeller teller, StoryBases bases)
{
    private const int Weekly = 7;

    private static readonly MeetingKind[] Kinds =
        [MeetingKind.Organisational, MeetingKind.Trial, MeetingKind.Planning, MeetingKind.Regular, MeetingKind.Final];

    // Days of the school year. Meetings are weekly, without those of the winter holidays.
    private static readonly (int Month, int Day) First = (11, 9);
    private static readonly (int Month, int Day) LastRegular = (5, 8);
    private static readonly ((int Month, int Day) From, (int Month, int Day) To) Holidays = ((12, 28), (1, 10));

    /// <summary>The work of stage 5 after the rounds of matching.</summary>
    /// <param name="order">The document of the order.</param>
    /// <param name="route">The document of the teacher's programme and route.</param>
    internal async Task Approve(StoryPlace place, Guid order, Guid route, CancellationToken stop)
    {
        await teller.Tell(place, "tandems-order", new TandemCommand.ApproveTandems(order, null), stop);
        foreach (var tandem in place.Cast.Tandems)
        {
            foreach (var mentee in tandem.Mentees)
            {
                Guid? paper = tandem.Form == StoryBases.TeacherToTeacher ? route : null;
                await teller.Tell(place, $"development-plan-{mentee.Key}", new TandemCommand.ApprovePlan(new(
                    Id(place, tandem.Key), place.Ids.Of($"plan {mentee.Key}"), place.Ids.Of(mentee.Key),
                    [new(place.Ids.Of($"goal {mentee.Key}"), "studies", null, null)], paper, paper)), stop);
            }
        }
    }

    /// <summary>The meetings of the pairs and groups up to today, each on a weekday of its own, without the final ones.</summary>
    internal async Task Meet(StoryPlace place, CancellationToken stop)
    {
        var first = Monday(place.On(First.Month, First.Day).Day);
        var last = place.On(LastRegular.Month, LastRegular.Day).Day;
        foreach (var (n, tandem) in place.Cast.Tandems.Index())
        {
            // The first meeting is never later than today; a school that has just begun has this one only.
            List<DateOnly> days = [place.On(first.AddDays(n % 5)).Day];
            for (var day = days[0].AddDays(Weekly); day <= last; day = day.AddDays(Weekly))
                if (!IsHoliday(day)) days.Add(day);
            await Record(place, tandem, days.Select((day, i) => (Kinds[Math.Min(i, 3)], day)), stop);
        }
    }

    /// <summary>The end of the work of stage 6: final meetings, outcomes and feedback.</summary>
    internal async Task Finish(StoryPlace place, CancellationToken stop)
    {
        foreach (var tandem in place.Cast.Tandems)
        {
            // Without a school year all meetings are on one day.
            var kinds = place.FirstYear is null ? Kinds : [MeetingKind.Final];
            await Record(place, tandem, kinds.Select(k => (k, place.Day)), stop);
            await teller.Tell(place, $"tandem-completed-{tandem.Key}",
                new TandemCommand.CompleteTandem(Id(place, tandem.Key), TandemOutcome.Reached), stop);
        }

        foreach (var purpose in new[] { SurveyPurpose.Interim, SurveyPurpose.Satisfaction })
        {
            await bases.Wave(place, "mentee", "second", SurveyAudience.Mentees, purpose, place.Cast.Mentees, stop);
            await bases.Wave(place, "mentor", "second", SurveyAudience.Mentors, purpose, place.Cast.Mentors, stop);
        }
    }

    /// <summary>A reflection of each pair and group.</summary>
    internal async Task Reflect(StoryPlace place, CancellationToken stop)
    {
        foreach (var tandem in place.Cast.Tandems)
        {
            await teller.Tell(place, $"reflection-{tandem.Key}", new TandemCommand.RecordReflection(
                new(Id(place, tandem.Key), place.Ids.Of($"reflection {tandem.Key}"), ReflectionKind.Group, null, null)), stop);
        }
    }

    internal static Guid Id(StoryPlace place, string key) => place.Ids.Of($"tandem {key}");

    // Every third meeting of a group, one of them is absent.
    private Task Record(
        StoryPlace place, StoryTandem tandem, IEnumerable<(MeetingKind Kind, DateOnly On)> meetings, CancellationToken stop)
    {
        var (id, some) = (Id(place, tandem.Key), tandem.Mentees.Skip(1).Select(p => place.Ids.Of(p.Key)).ToList());
        var records = meetings.Select((m, i) => new MeetingRecord(id, place.Ids.Of($"meeting {tandem.Key} {m.Kind} {m.On:O}"), m.Kind, m.On,
            45, i % 4 == 3 ? MeetingFormat.Online : MeetingFormat.InPerson,
            tandem.IsGroup && place.FirstYear is not null && i % 3 == 2 ? some : null, null)).ToList();
        return teller.Tell(place, $"meetings-{records[0].Kind}-{tandem.Key}", new TandemCommand.RecordMeetings(records, []), stop);
    }

    private static DateOnly Monday(DateOnly from) => from.AddDays((DayOfWeek.Monday - from.DayOfWeek + Weekly) % Weekly);

    private static bool IsHoliday(DateOnly day) =>
        (day.Month, day.Day).CompareTo(Holidays.From) >= 0 || (day.Month, day.Day).CompareTo(Holidays.To) < 0;
}
