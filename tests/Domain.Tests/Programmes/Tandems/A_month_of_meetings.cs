using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The timetable proposes the regular meetings of a month; people name the exceptions.</summary>
public sealed class A_month_of_meetings
{
    private static readonly DateOnly December = new(2021, 12, 1);
    private static readonly DateOnly LastDay = new(2021, 12, 31);

    // The pair meets on Fridays, the group every second Tuesday.
    private static Story Timed => Working
        .When(new TandemCommand.SetTimetable(new(Pair, 5, 1, 45, MeetingFormat.InPerson, December))).Accepted()
        .When(new TandemCommand.SetTimetable(new(Group, 2, 2, 90, MeetingFormat.Online, December))).Accepted();

    [Fact]
    public void Is_proposed_by_the_timetables() => Assert.Equal(
        [
            (Group, new(2021, 12, 7), 90), (Pair, new(2021, 12, 10), 45), (Pair, new DateOnly(2021, 12, 17), 45),
            (Group, new(2021, 12, 21), 90), (Pair, new(2021, 12, 24), 45),
        ],
        MonthRules.Proposal(Timed.State, December, ["12-31"]).Select(p => (p.Tandem, p.On, p.Minutes)));

    [Fact]
    public void Is_proposed_without_days_of_recorded_meetings_suspensions_and_days_before_the_planning()
    {
        var story = Timed.Meet(Pair, 0x1220, MeetingKind.Regular, new(2021, 12, 17)).On(new(2021, 12, 20))
            .When(new TandemCommand.SuspendTandem(Pair, SuspensionReason.Illness, null)).Accepted();
        Assert.Equal([(Group, new(2021, 12, 7)), (Pair, new DateOnly(2021, 12, 10)), (Group, new(2021, 12, 21))],
            MonthRules.Proposal(story.State, December, []).Select(p => (p.Tandem, p.On)));
        Assert.Empty(MonthRules.Proposal(Timed.State, new(2021, 11, 1), []));
    }

    [Fact]
    public void Is_recorded_with_its_exceptions_only()
    {
        var recorded = Timed.On(LastDay).When(Month(
            new MonthException(Pair, new(2021, 12, 10), [], new(2021, 12, 11), 30, null, null),
            new MonthException(Pair, new(2021, 12, 17), [], null, null, TandemParty.Mentee, CancellationReason.Illness),
            new MonthException(Group, new(2021, 12, 21), [SecondPupil], null, null, null, null))).Accepted().State.Tandems;

        Assert.Equal([(new(2021, 12, 11), 30), (new DateOnly(2021, 12, 24), 45)],
            recorded.Tandems[Pair].Of(MeetingKind.Regular).Select(m => (m.On, m.Minutes)));
        Assert.Equal(new DateOnly(2021, 12, 17), Assert.Single(recorded.Tandems[Pair].Cancelled).On);
        Assert.Equal([0, 1], recorded.Tandems[Group].Of(MeetingKind.Regular).Select(m => m.Absent.Count));
        Assert.Equal([SecondPupil], recorded.Tandems[Group].Meetings[^1].Absent);
        Assert.Equal([ThirdPupil], recorded.Tandems[Group].Meetings[^1].Present);
    }

    [Fact]
    public void Is_recorded_up_to_today_and_again_to_the_end()
    {
        var half = Timed.On(new(2021, 12, 18)).When(Month()).Accepted();
        Assert.Equal([(Group, new DateOnly(2021, 12, 21)), (Pair, new(2021, 12, 24))],
            MonthRules.Proposal(half.State, December, ["12-31"]).Select(p => (p.Tandem, p.On)));
        half.When(Month()).Refused(Reason.NothingChanges);
        Assert.Empty(MonthRules.Proposal(half.On(LastDay).When(Month()).Accepted().State, December, ["12-31"]));
    }

    [Fact]
    public void Refuses_an_exception_that_fits_no_proposed_meeting_or_contradicts_itself() => Timed.On(LastDay).When(Month(
            new MonthException(Pair, new(2021, 12, 9), [], null, null, null, null),
            new MonthException(Pair, new(2021, 12, 10), [], null, null, TandemParty.Mentor, null)))
        .Refused(Reason.Unknown, ("proposed-meeting-unknown", $"{Pair} 2021-12-09"), ("exception-contradicts", $"{Pair} 2021-12-10"));

    private static TandemCommand.RecordMonth Month(params IReadOnlyList<MonthException> exceptions) =>
        new(December, exceptions, ["12-31"], (tandem, on) => Number(0x20000 + (on.DayNumber % 1000) + (tandem == Pair ? 0 : 0x1000)));
}
