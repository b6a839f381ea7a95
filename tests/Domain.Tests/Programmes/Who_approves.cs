using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Who_approves
{
    private static readonly PreparationEvent.CuratorReplaced Replaced = new(VeraId, BorisId, SecondOrder, Today, Why);

    [Fact]
    public void Is_nobody_before_there_is_a_curator() =>
        Given(Everything.Except([Appointed])).When(Approve(1)).Refused(Reason.CuratorNotAppointed, "curator-not-appointed", "curator")
            .As(Region).When(Approve(1)).Refused(Reason.CuratorNotAppointed, "curator-not-appointed", "curator");

    [Fact]
    public void Is_the_curator_of_this_programme_and_no_other_role() =>
        Assert.All([Ivan, Oleg, Anna, Boris],
            other => Submitted(1).As(other).When(Approve(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20"));

    [Fact]
    public void Is_the_curator_in_office_on_the_day() =>
        Submitted(1).And(Replaced)
            .As(Vera).When(Approve(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20")
            .As(Boris).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(BorisId, e.Approver));

    [Fact]
    public void Is_seen_as_another_person_when_somebody_else_submitted() =>
        Submitted(1).And(Replaced).As(Boris).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.False(e.SelfApproval));

    [Fact]
    public void Is_seen_as_himself_when_he_submitted() => Grounds(Submitted(1), SelfApprovalGround.Submitted);

    [Fact]
    public void Is_seen_as_himself_when_he_answers_for_an_item() =>
        Grounds(
            Submitted(1).And(Replaced,
                Roadmap with { Version = 2,
                    Items = [.. Roadmap.Items.Select(i => i.Item == "1.2.1" ? i with { Responsible = BorisId } : i)] }).As(Boris),
            SelfApprovalGround.Responsible);

    [Fact]
    public void Is_seen_as_himself_when_he_completed_an_item() =>
        Grounds(
            Submitted(1).And(Replaced, new PreparationEvent.RoadmapItemReopened("1.2.1", Why)).As(Boris)
                .And(new PreparationEvent.RoadmapItemCompleted("1.2.1", [Protocol])),
            SelfApprovalGround.Completed);

    [Fact]
    public void Is_not_seen_in_the_items_of_other_stages() =>
        Submitted(1)
            .And(Replaced,
                Roadmap with { Version = 2,
                    Items = [.. Roadmap.Items.Select(i => i.Item == "2.1.1" ? i with { Responsible = BorisId } : i)] })
            .As(Boris).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Empty(e.SelfApprovalGrounds));

    private static void Grounds(Story story, params SelfApprovalGround[] grounds) =>
        story.When(Approve(1)).Then<GateEvent.StageApproved>(e =>
    {
        Assert.True(e.SelfApproval);
        Assert.Equal(grounds, e.SelfApprovalGrounds);
    });
}
