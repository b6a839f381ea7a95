using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Corrected_records
{
    private static readonly DateOnly Earlier = Start.AddDays(-3);
    private static readonly OrganisationEvent.OrganisationCreated Created =
        new(School, Words("Школа"), OrganisationKind.School, "Asia/Novokuznetsk");

    [Fact]
    public void Start_of_work_gets_another_day()
    {
        var story = Given(Everything).When(new GateCommand.CorrectWorkOpening(3, Earlier, Why))
            .Then(new GateEvent.StageWorkOpeningCorrected(3, Earlier, Why));

        Assert.Equal((StageStatus.InWork, (DateOnly?)Earlier), (story.State.Gates[3].Status, story.State.Gates[3].WorkOpenedOn));
        story.When(new GateCommand.CorrectWorkOpening(3, Earlier, Why)).Refused(Reason.NothingChanges)
            .When(new GateCommand.CorrectWorkOpening(3, Today.AddDays(1), Why))
            .Refused(Reason.DateInFuture, "date-in-future", Dates.Text(Today.AddDays(1)));
        Given(Active).When(new GateCommand.CorrectWorkOpening(3, Earlier, Why)).Refused(Reason.StageNotOpened);
    }

    [Fact]
    public void Cleared_start_of_work_restores_the_stage()
    {
        var story = Given(Active).When(new GateCommand.OpenStageWork(2)).Accepted().When(new GateCommand.CorrectWorkOpening(2, null, Why))
            .Then(new GateEvent.StageWorkOpeningCorrected(2, null, Why));

        Assert.Equal(Given(Active).State.Gates[2], story.State.Gates[2] with { Decisions = [] });
        story.When(new GateCommand.OpenStageWork(2)).Accepted();
    }

    [Fact]
    public void Start_of_work_cannot_be_cleared_once_an_item_is_settled_or_the_stage_submitted()
    {
        var item = Model.Stage(2).Items.First().Code;
        Given([.. Stage1, new PreparationEvent.RoadmapItemCompleted(item, [])])
            .When(new GateCommand.CorrectWorkOpening(2, null, Why)).Refused(Reason.ItemAlreadySettled, "item-settled", item)
            .When(new PreparationCommand.ReopenItem(item, Why)).Accepted()
            .When(new GateCommand.CorrectWorkOpening(2, null, Why)).Accepted();
        Submitted(1).When(new GateCommand.CorrectWorkOpening(1, null, Why)).Refused(Reason.StageAlreadySubmitted);
    }

    [Fact]
    public void Countersignature_is_withdrawn_by_the_head_and_needed_again()
    {
        var submitted = Submitted(1, SecondApproverPolicy.Always).As(Ivan);
        submitted.When(new GateCommand.WithdrawCountersignature(1, null, Why)).Refused(Reason.StageNotCountersigned);
        var signed = submitted.When(new GateCommand.CountersignStage(1, null)).Accepted();

        signed.As(Vera).When(new GateCommand.WithdrawCountersignature(1, null, Why)).Refused(Reason.WrongPerson, "role-required", "head");
        signed.As(Ivan).When(new GateCommand.WithdrawCountersignature(1, null, Why))
            .Then(new GateEvent.StageCountersignatureWithdrawn(1, IvanId, Why))
            .As(Vera).When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", signed.Evaluation(1).Hash);
        ApprovedUpTo(1).As(Ivan).When(new GateCommand.WithdrawCountersignature(1, null, Why)).Refused(Reason.StageNotSubmitted);
    }

    [Fact]
    public void Organisation_is_corrected_with_a_reason()
    {
        var corrected = new OrganisationEvent.OrganisationCorrected(Words("Колледж"), OrganisationKind.College, "Europe/Moscow", Why);

        var state = Organisation.Empty.Evolve(Created).Evolve(corrected);

        Assert.Equal([corrected], Decided(Organisation.Empty.Evolve(Created), corrected));
        Assert.Equal(Created with { Title = corrected.Title, Kind = corrected.Kind, TimeZone = corrected.TimeZone }, state.Created);
        Assert.Equal(2, state.Version);
        Assert.Equal(Reason.NothingChanges, Refused(state, corrected));
        Assert.Equal(Reason.Unknown, Refused(Organisation.Empty, corrected));
    }

    [Fact]
    public void Kind_of_an_organisation_cannot_change_while_its_keys_need_it()
    {
        var centre = Organisation.Empty.Evolve(Created with { Kind = OrganisationKind.RegionalCentre })
            .Evolve(new OrganisationEvent.AccessKeyIssued(Loose, VeraId, null, [Role.RegionalCentre]));
        var school = new OrganisationEvent.OrganisationCorrected(Created.Title, OrganisationKind.School, Created.TimeZone, Why);

        Assert.Equal(Reason.ValueOutOfRange, Refused(centre, school));
        Assert.Equal([school], Decided(centre.Evolve(new OrganisationEvent.AccessKeyRevoked(Loose, KeyRevocation.Decided, Why)), school));
    }

    private static IReadOnlyList<DomainEvent> Decided(Organisation state, OrganisationEvent.OrganisationCorrected e) =>
        Assert.IsType<Decision.Accepted>(Decide(state, e)).Events;

    private static Reason Refused(Organisation state, OrganisationEvent.OrganisationCorrected e) =>
        Assert.IsType<Decision.Refused>(Decide(state, e)).Refusal.Reason;

    private static Decision Decide(Organisation state, OrganisationEvent.OrganisationCorrected e) =>
        OrganisationDecider.Decide(state, new OrganisationCommand.CorrectOrganisation(e.Title, e.Kind, e.TimeZone, e.Reason));
}
