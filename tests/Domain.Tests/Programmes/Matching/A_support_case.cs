using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>The support of a mentee without a mentor (M148).</summary>
public sealed class A_support_case
{
    private static readonly MatchingEvent.SupportNoted Note = new(Second, Number(0x1701), Today, Why);
    private static readonly MatchingEvent.SupportCaseEnded Ended = new(Second, SupportOutcome.Supported, Why);

    private static Story Opened => Begun.When(Decided(UnmatchedDecision.SupportCase)).Accepted();

    private static MatchingCommand.DecideUnmatched Decided(UnmatchedDecision decision) => new([new(Second, decision)]);

    [Fact]
    public void Is_opened_by_the_decision_at_the_closing_of_the_round()
    {
        var closed = Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted().When(new MatchingCommand.CloseRound(
            Round, [new(Second, UnmatchedDecision.SupportCase), new(Third, UnmatchedDecision.SearchContinues)])).Accepted();

        Assert.Equal([Second], closed.State.Matching.Support.Keys);
        Assert.Equal(Today, closed.State.Matching.Support[Second].OpenedOn);
    }

    [Fact]
    public void Takes_notes_until_it_is_ended()
    {
        Begun.When(new MatchingCommand.NoteSupport(Note)).Refused(Reason.Unknown, "support-case-unknown", $"{Second}");
        Opened.When(new MatchingCommand.NoteSupport(Note with { On = Tomorrow }))
            .Refused(Reason.DateInFuture, "date-in-future", Dates.Text(Tomorrow))
            .When(new MatchingCommand.NoteSupport(Note with { On = Yesterday }))
            .Refused(Reason.PeriodReversed, "support-not-open-yet", Dates.Text(Today))
            .When(new MatchingCommand.NoteSupport(Note)).Then(Note)
            .When(new MatchingCommand.NoteSupport(Note)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Note.Id}")
            .When(new MatchingCommand.EndSupport(Ended)).Then(Ended)
            .When(new MatchingCommand.NoteSupport(Note with { Id = Number(0x1702) }))
            .Refused(Reason.AlreadyRecorded, "support-case-ended", $"{Second}")
            .When(new MatchingCommand.EndSupport(Ended)).Refused(Reason.AlreadyRecorded, "support-case-ended", $"{Second}");
    }

    [Fact]
    public void Is_not_ended_before_its_last_note() =>
        Opened.When(new MatchingCommand.NoteSupport(Note)).Accepted().About(Yesterday)
            .When(new MatchingCommand.EndSupport(Ended)).Refused(Reason.PeriodReversed, "support-noted-later", Dates.Text(Today));

    [Fact]
    public void Is_reopened_and_its_notes_are_voided()
    {
        var ended = Opened.When(new MatchingCommand.NoteSupport(Note)).Accepted()
            .When(new MatchingCommand.ReopenSupport(Second, Why)).Refused(Reason.NothingChanges)
            .When(new MatchingCommand.ReopenSupport(Third, Why)).Refused(Reason.Unknown, "support-case-unknown", $"{Third}")
            .When(new MatchingCommand.EndSupport(Ended)).Accepted();

        ended.When(new MatchingCommand.ReopenSupport(Second, Why)).Then(new MatchingEvent.SupportCaseReopened(Second, Why))
            .When(new MatchingCommand.NoteSupport(Note with { Id = Number(0x1702) })).Accepted();
        ended.When(new MatchingCommand.VoidSupportNote(Second, Note.Id, Why)).Accepted()
            .When(new MatchingCommand.VoidSupportNote(Second, Note.Id, Why)).Refused(Reason.Unknown, "fact-unknown", $"{Note.Id}");
    }

    [Fact]
    public void Stays_open_while_another_decision_is_taken_and_begins_anew_after_its_end()
    {
        var open = Opened.When(new MatchingCommand.NoteSupport(Note)).Accepted().When(Decided(UnmatchedDecision.SearchContinues)).Accepted()
            .When(Decided(UnmatchedDecision.SupportCase)).Accepted();
        Assert.Single(open.State.Matching.Support[Second].Notes);

        var anew = open.When(new MatchingCommand.EndSupport(Ended)).Accepted().When(Decided(UnmatchedDecision.SupportCase)).Accepted();
        Assert.True(anew.State.Matching.Support[Second].Open);
        Assert.Empty(anew.State.Matching.Support[Second].Notes);
    }

    [Fact]
    public void Says_nothing_more_about_a_person_who_may_not_be_processed() =>
        Opened.And(new ParticipantEvent.PersonStandingRecorded(Second, Learner with { Version = 9, Restricted = true }))
            .When(new MatchingCommand.NoteSupport(Note)).Refused(Reason.NotTakingPart, "person-restricted", $"{Second}")
            .When(new MatchingCommand.EndSupport(Ended with { Text = null })).Accepted();
}
