using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Notices;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Notices;

public sealed class Deadlines_of_a_programme
{
    // The last day of every item of the road map.
    private static readonly DateOnly Due = Start.AddDays(30);

    private static readonly Story Planned = Given([.. Active, Roadmap]);

    [Fact]
    public void Are_told_on_the_day_after_the_planned_last_one()
    {
        Assert.Empty(On(Due, Planned));
        Assert.Equal(Roadmap.Items.Count, On(Due.AddDays(1), Planned).Count);
        Assert.All(On(Due.AddDays(1), Planned),
            d => Assert.Equal((NoticeKind.RoadmapItemOverdue, Due, Role.Curator, null), (d.Kind, d.Due, d.Role, d.Person)));
    }

    [Fact]
    public void Name_whoever_is_responsible_or_the_head_without_a_curator()
    {
        var named = Roadmap with { Items = [.. Roadmap.Items.Select(i => i.Item == "1.1.1" ? i with { Responsible = OlegId } : i)] };

        Assert.Equal((null, OlegId), Find(Given([.. Active, named]), "1.1.1") is { } told ? (told.Role, told.Person) : default);
        Assert.Equal(Role.Head, Find(Given(Drafted, Roadmap), "1.1.1")!.Role);
    }

    [Fact]
    public void Are_over_when_an_item_is_done_moved_or_not_applicable()
    {
        Assert.Null(Find(Planned.And(new PreparationEvent.RoadmapItemCompleted("1.1.1", [])), "1.1.1"));
        Assert.Null(Find(Planned.And(new PreparationEvent.RoadmapItemNotApplicable("1.1.1", Why)), "1.1.1"));
        Assert.Null(Find(Planned.And(new PreparationEvent.RoadmapItemRescheduled("1.1.1", null, Today, Why, [])), "1.1.1"));
        Assert.Null(Find(Planned.And(new PreparationEvent.RoadmapItemRescheduled("1.1.1", null, null, Why, [])), "1.1.1"));
        Assert.NotNull(Find(Planned.And(new PreparationEvent.RoadmapItemCompleted("1.1.1", []),
            new PreparationEvent.RoadmapItemReopened("1.1.1", Why)), "1.1.1"));
        Assert.Equal(Yesterday,
            Find(Planned.And(new PreparationEvent.RoadmapItemRescheduled("1.1.1", null, Yesterday, Why, [])), "1.1.1")!.Due);
    }

    [Fact]
    public void Are_over_when_the_stage_has_moved_on_or_its_criterion_is_waived()
    {
        var reopened = ApprovedUpTo(1).And(new PreparationEvent.RoadmapItemReopened("1.1.1", Why));
        Assert.Null(Find(reopened, "1.1.1"));
        Assert.NotNull(Find(reopened.And(new GateEvent.StageReopened(1, VeraId, Why, [])), "1.1.1"));
        var waived = Planned.And(new GateEvent.GateCriterionWaived(1, "G1.R", VeraId, Why, null));
        Assert.Null(Find(waived, "1.1.1"));
        Assert.NotNull(Find(waived.And(new GateEvent.GateWaiverWithdrawn(1, "G1.R", VeraId, Why)), "1.1.1"));
        Assert.NotNull(Find(Planned.And(new GateEvent.GateCriterionWaived(1, "G1.10", VeraId, Why, null)), "1.1.1"));
    }

    [Fact]
    public void Are_over_when_the_programme_ends_but_not_while_it_rests()
    {
        var cancelled = Planned.And(new CharterEvent.ProgrammeCancelled(SecondOrder, Why));
        Assert.Empty(On(Today, cancelled));
        Assert.NotEmpty(On(Today, cancelled.And(new CharterEvent.ClosingVoided(Why))));
        Assert.Empty(On(Today, Planned.And(new CharterEvent.ProgrammeCompleted(Certificate))));
        Assert.NotEmpty(On(Today, Planned.And(new CharterEvent.ProgrammeSuspended(SecondOrder, Why))));
        Assert.Empty(ProgrammeDeadlines.On(Today, Programme.Empty, Model));
    }

    [Fact]
    public void Include_a_return_until_the_stage_is_submitted_again()
    {
        var returned = Submitted(1).And(new GateEvent.StageReturned(1, VeraId, [], Today));

        Assert.Empty(On(Today, returned));
        Assert.Equal([new(NoticeKind.ReworkOverdue, "1", Today, Role.Curator, null)], On(Tomorrow, returned));
        Assert.Empty(On(Tomorrow, Submitted(1).And(new GateEvent.StageReturned(1, VeraId, [], null))));
        Assert.Empty(On(Tomorrow, returned.When(Submit(1)).Accepted()));
    }

    [Fact]
    public void Include_a_wave_until_it_is_closed_or_prolonged()
    {
        var open = Given([.. Active, Survey.Opened with { ClosesOn = Today }]);

        Assert.Empty(On(Today, open));
        Assert.Equal([new(NoticeKind.SurveyWaveOverdue, $"{Survey.Wave}", Today, Role.Curator, null)], On(Tomorrow, open));
        var closed = open.And(new SurveyEvent.SurveyWaveClosed(Survey.Wave));
        Assert.Empty(On(Tomorrow, closed));
        Assert.Empty(On(Tomorrow, closed.And(new SurveyEvent.SurveyWaveReopened(Survey.Wave, Why, Tomorrow))));
    }

    [Fact]
    public void Announce_the_end_of_a_delegation_seven_days_ahead()
    {
        var granted = Given([.. Active, new CharterEvent.DelegationGranted(Loose, VeraId, RegionId, Start, Today)]);

        Assert.Empty(On(Today.AddDays(-8), granted));
        Assert.Equal([new(NoticeKind.DelegationEnds, $"{Loose}", Today, null, VeraId)], On(Today.AddDays(-7), granted));
        Assert.Single(On(Today, granted));
        Assert.Empty(On(Tomorrow, granted));
        Assert.Empty(On(Today, granted.And(new CharterEvent.DelegationRevoked(Loose, Why))));
    }

    [Fact]
    public void Announce_that_consents_end_after_a_transfer_while_somebody_has_no_other()
    {
        var until = Today.AddDays(40);
        var transfer = new CharterEvent.ProgrammeTransferred(Loose, ReorganisationKind.Accession, Number(50), Words("Школа № 50"),
            Words("Постановление № 12"), Today, until);
        var moved = Story.Given([.. Cohort.Everything, transfer]);
        Deadline[] due = [new(NoticeKind.TransferredConsentsEnd, $"{Loose}", until, Role.Curator, null)];

        Assert.DoesNotContain(due[0], On(until.AddDays(-31), moved));
        Assert.Contains(due[0], On(until.AddDays(-30), moved));
        Assert.Contains(due[0], On(until, moved));
        Assert.DoesNotContain(due[0], On(until.AddDays(1), moved));
        Assert.DoesNotContain(On(until, Story.Given([.. Cohort.Everything, transfer with { ConsentsUntil = null }])),
            d => d.Kind == NoticeKind.TransferredConsentsEnd);
        // Everybody has given a new one.
        var renewed = moved.State.Participants.Standings.Select(s => new ParticipantEvent.PersonStandingRecorded(s.Key, s.Value with
        {
            Version = 99, Consents = [.. s.Value.Consents.Select(c => c with { ValidFrom = Today })],
        }));
        Assert.DoesNotContain(due[0], On(until, moved.And([.. renewed])));
    }

    private static Deadline? Find(Story story, string item) => On(Today, story).SingleOrDefault(d => d.Subject == item);

    private static IReadOnlyList<Deadline> On(DateOnly day, Story story) => ProgrammeDeadlines.On(day, story.State, Model);
}
