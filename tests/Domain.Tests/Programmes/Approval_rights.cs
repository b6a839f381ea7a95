using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Approval_rights
{
    private static readonly PreparationEvent.CuratorReplaced Replaced = new(VeraId, BorisId, SecondOrder, Today, Why);

    [Fact]
    public void Need_an_appointed_curator() =>
        Given(Everything.Except([Appointed])).When(Approve(1)).Refused(Reason.CuratorNotAppointed, "curator-not-appointed", "curator")
            .As(Region).When(Approve(1)).Refused(Reason.CuratorNotAppointed, "curator-not-appointed", "curator");

    [Fact]
    public void Belong_only_to_the_curator_of_this_programme() =>
        Assert.All([Ivan, Oleg, Anna, Boris],
            other => Submitted(1).As(other).When(Approve(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20"));

    [Fact]
    public void Belong_to_the_curator_in_office_on_the_day() =>
        Submitted(1).And(Replaced)
            .As(Vera).When(Approve(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20")
            .As(Boris).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(BorisId, e.Approver));

    [Fact]
    public void No_self_approval_if_somebody_else_submitted() =>
        Submitted(1).And(Replaced).As(Boris).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.False(e.SelfApproval));

    [Fact]
    public void Self_approval_if_the_approver_submitted() => Grounds(Submitted(1), SelfApprovalGround.Submitted);

    [Fact]
    public void Self_approval_if_the_approver_is_responsible_for_an_item() =>
        Grounds(
            Submitted(1).And(Replaced,
                Roadmap with { Version = 2,
                    Items = [.. Roadmap.Items.Select(i => i.Item == "1.2.1" ? i with { Responsible = BorisId } : i)] }).As(Boris),
            SelfApprovalGround.Responsible);

    [Fact]
    public void Self_approval_if_the_approver_completed_an_item() =>
        Grounds(
            Submitted(1).And(Replaced, new PreparationEvent.RoadmapItemReopened("1.2.1", Why)).As(Boris)
                .And(new PreparationEvent.RoadmapItemCompleted("1.2.1", [Protocol])),
            SelfApprovalGround.Completed);

    [Fact]
    public void No_self_approval_through_items_of_other_stages() =>
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
