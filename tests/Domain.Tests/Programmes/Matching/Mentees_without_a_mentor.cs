using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>A round lists its mentees without a mentor and the latest decision about each (M148).</summary>
public sealed class Mentees_without_a_mentor
{
    private static readonly TandemEvent.TandemFormed Group =
        new(Joined, Form, TandemKind.Group, Senior, [Second, Third], null, null, [], null);

    private static readonly MatchingEvent.UnmatchedMenteesDecided Decided = new([new(Second, UnmatchedDecision.SearchContinues)]);

    [Fact]
    public void Are_those_who_left_a_group_but_not_those_who_stayed()
    {
        var story = Begun.And(Group, new TandemEvent.MemberLeft(Joined, Second, TandemParty.Mentee, SeparationReason.OwnWish, null));
        Assert.Equal([Pupil, YoungTeacher, Second], Persons(story));
    }

    [Fact]
    public void Are_not_those_whose_work_is_completed() =>
        Assert.Equal(
            [Pupil, YoungTeacher],
            Persons(Begun.And(Group, new TandemEvent.TandemCompleted(Joined, TandemOutcome.Reached))));

    [Fact]
    public void Are_decided_about_again_after_the_latest_end_whichever_tandem_it_was_of()
    {
        foreach (var (first, last) in new[] { (Number(0x1010), Number(0x1011)), (Number(0x1011), Number(0x1010)) })
        {
            var story = Begun.And(Group with { Tandem = first }, Group with { Tandem = last }, Dissolved(first), Decided)
                .On(Tomorrow).And(Dissolved(last));
            Assert.Null(Of(story).Decided);
            Assert.NotNull(Of(story.And(Decided)).Decided);
        }
    }

    [Fact]
    public void Keep_a_decision_of_the_day_of_the_end() =>
        Assert.Equal(UnmatchedDecision.SearchContinues, Of(Begun.And(Group, Dissolved(Joined), Decided)).Decided!.Decision);

    [Fact]
    public void Are_counted_in_a_decision_about_one_or_more() =>
        Begun.When(new MatchingCommand.DecideUnmatched([])).Refused(Reason.ValueOutOfRange, "count-out-of-range", "/decided");

    [Fact]
    public void Are_supported_until_the_day_of_the_last_note()
    {
        var noted = Begun.When(new MatchingCommand.DecideUnmatched([new(Second, UnmatchedDecision.SupportCase)])).Accepted().On(Tomorrow)
            .When(new MatchingCommand.NoteSupport(new(Second, Number(0x1701), Tomorrow, Why))).Accepted();
        var end = new MatchingCommand.EndSupport(new(Second, SupportOutcome.Supported, null));
        noted.About(Today).When(end).Refused(Reason.PeriodReversed, "support-noted-later", Dates.Text(Tomorrow));
        noted.When(end).Accepted();
        // Without a note it is the day of the opening.
        noted.When(new MatchingCommand.VoidSupportNote(Second, Number(0x1701), Why)).Accepted().About(Today).When(end).Accepted();
    }

    private static TandemEvent.TandemDissolved Dissolved(Guid tandem) =>
        new(tandem, TandemParty.Curator, SeparationReason.Other, null, null);

    private static IEnumerable<Guid> Persons(Story story) => UnmatchedMentees.Of(story.State).Select(m => m.Entry.Person);

    private static UnmatchedEntry Of(Story story) => UnmatchedMentees.Of(story.State).Single(m => m.Entry.Person == Second);
}
