using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Who has left decides nothing.</summary>
public sealed class An_officer_who_left
{
    private static readonly PreparationEvent.OfficerLeft Left = new(VeraId, Yesterday);

    [Fact]
    public void Decides_nothing_as_curator_until_the_departure_is_voided_F29()
    {
        var story = ApprovedUpTo(1).When(Submit(2)).Accepted().And(Left);
        foreach (ProgrammeCommand command in new ProgrammeCommand[]
        {
            Approve(2), new GateCommand.WithdrawSubmission(2, null, Why), new GateCommand.WaiveCriterion(7, null, "G7.3a", Why, null),
            new CharterCommand.CompleteProgramme(),
        })
        {
            story.When(command).Refused(Reason.NotTheCurator, "curator-left", $"{VeraId}");
        }

        story.And(new PreparationEvent.OfficerReturned(VeraId)).When(Approve(2)).Accepted();
    }

    [Fact]
    public void Decides_nothing_through_an_integrator_F29()
    {
        CharterEvent.DelegationGranted granted = new(Number(0x701), VeraId, RegionId, Start, null);
        var story = Given([.. Everything, granted]).As(RegionForVera);

        story.When(Submit(1)).Accepted();
        story.And(Left).When(Submit(1)).Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");
    }

    [Fact]
    public void Meets_no_criterion_F29()
    {
        var named = Roadmap with { Items = [.. Roadmap.Items.Select(i => i.Item == "2.1.1" ? i with { Responsible = VeraId } : i)] };
        var evaluation = Given([.. Stage1.Select(e => e is PreparationEvent.RoadmapApproved ? named : e), Left]).Evaluation(1);

        Assert.Equal([new Missing("responsible-left", "2.1.1")], Missing("G1.3"));
        Assert.Equal([new Missing("curator-left", $"{VeraId}")], Missing("G1.4"));

        IEnumerable<Missing> Missing(string criterion) => evaluation.Criteria.Single(c => c.Criterion.Code == criterion).Missing;
    }

    [Fact]
    public void Gives_way_to_the_next_curator_F29() =>
        Given([.. Everything, Left]).When(new PreparationCommand.AppointCurator(BorisId, SecondOrder, Today, null, Present)).Accepted()
            .As(Boris).When(Submit(1)).Accepted();

    [Fact]
    public void Cannot_be_appointed_nor_somebody_unknown_F29()
    {
        foreach (var (standing, reason, what) in new (PersonStatus?, Reason, string)[]
        {
            (null, Reason.Unknown, "person-unknown"), (Present with { Left = true }, Reason.NotTakingPart, "person-left"),
            (Present with { Erasure = ErasureStatus.ErasedLate }, Reason.NotTakingPart, "person-erased"),
        })
        {
            Given(Active).When(new PreparationCommand.AppointCurator(BorisId, SecondOrder, Today, null, standing))
                .Refused(reason, what, $"{BorisId}");
        }
    }

    [Fact]
    public void Cannot_become_responsible_for_an_item_nor_somebody_unknown_F29()
    {
        var plan = The_road_map.Plan(Roadmap with
        {
            Items = [.. Roadmap.Items.Select(i => i.Item == "2.1.1" ? i with { Responsible = BorisId } : i)],
        });

        Given(Active).When(plan).Accepted();
        Given(Active).When(plan with { Standings = null }).Refused(Reason.RoadmapIncomplete, "responsible-unknown", "2.1.1");
        Given(Active).When(plan with { Standings = new Dictionary<Guid, PersonStatus> { [BorisId] = Present with { Left = true } } })
            .Refused(Reason.RoadmapIncomplete, "responsible-left", "2.1.1");
    }

    [Fact]
    public void Is_known_to_a_programme_that_is_reopened_F29()
    {
        var closed = Given([.. Active, new CharterEvent.ProgrammeCancelled(SecondOrder, Why)]).As(Ivan);
        var left = new Dictionary<Guid, DateOnly> { [VeraId] = Yesterday };
        var back = Given([.. Active, Left, new CharterEvent.ProgrammeCancelled(SecondOrder, Why)]).As(Ivan);

        closed.When(new CharterCommand.VoidClosing(Why, Gone: left)).Then(new CharterEvent.ClosingVoided(Why), Left);
        back.When(new CharterCommand.VoidClosing(Why, Gone: new Dictionary<Guid, DateOnly>()))
            .Then(new CharterEvent.ClosingVoided(Why), new PreparationEvent.OfficerReturned(VeraId));
    }

    [Fact]
    public void Gets_no_key_F29()
    {
        var school = Organisation.Empty.Evolve(new OrganisationEvent.OrganisationCreated(
            School, Words("Школа"), OrganisationKind.School, "Asia/Novokuznetsk"));
        Assert.Equal(new Refusal(Reason.NotTakingPart, "person-left", $"{VeraId}").Missing,
            Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(school, new OrganisationCommand.IssueKey(
                Number(0x501), VeraId, null, [Role.Curator], Present with { Left = true }))).Refusal.Missing);
    }
}
