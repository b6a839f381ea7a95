using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_suspension
{
    private static readonly CharterEvent.ProgrammeSuspended Suspended = new(SecondOrder, Why);

    private static Story Resting => Given([.. Stage1, Suspended]);

    [Fact]
    public void Needs_an_order_in_force()
    {
        Given(Active).When(new CharterCommand.SuspendProgramme(Loose, Why))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");
        Given([.. Active, new DocumentEvent.DocumentAnnulled(SecondOrder, Why)]).When(new CharterCommand.SuspendProgramme(SecondOrder, Why))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{SecondOrder}");
        Assert.Equal(ProgrammeStatus.Suspended,
            Given(Active).When(new CharterCommand.SuspendProgramme(SecondOrder, Why)).Then(Suspended).State.Status);
    }

    [Fact]
    public void And_a_cancellation_need_a_document_that_is_an_order()
    {
        foreach (var command in new CharterCommand[] { new CharterCommand.SuspendProgramme(Protocol, Why),
            new CharterCommand.CancelProgramme(Protocol, Why) })
            Given(Active).When(command).Refused(Reason.DocumentNotAnOrder, "document-not-an-order", $"{Protocol}");
    }

    [Fact]
    public void Stops_the_work()
    {
        foreach (ProgrammeCommand work in new ProgrammeCommand[]
        {
            Submit(1), Approve(1), new GateCommand.OpenStageWork(2), new GateCommand.ReopenStage(1, null, Why),
            new PreparationCommand.RecordFact(new Fact.NeedsSurveyConcluded(Loose, Start, null, null, null)),
            new PreparationCommand.ReopenItem("1.1.1", Why),
            new PreparationCommand.AppointCurator(BorisId, SecondOrder, Today, null, Present),
            new PreparationCommand.EnableForm("teacher-teacher", [], [TandemKind.Pair], null),
            new CharterCommand.CompleteProgramme(), new CharterCommand.SuspendProgramme(SecondOrder, Why),
            new CharterCommand.GrantDelegation(Loose, RegionId, Today, null), new CharterCommand.MigrateDefinition(Model, Why),
        })
        {
            Resting.When(work).Refused(Reason.ProgrammeSuspended);
        }
    }

    [Fact]
    public void Allows_corrections()
    {
        var survey = new Fact.NeedsSurveyConcluded(Loose, Start, 600, 500, null);
        Resting.When(new PreparationCommand.VoidFact(Number(0x204), Why)).Accepted()
            .When(new PreparationCommand.CorrectFact(Number(0x201), survey, Why))
            .Then(new PreparationEvent.FactVoided(Number(0x201), Why, Loose), survey)
            .When(new DocumentCommand.AnnulDocument(IntroductionOrder, Why)).Accepted()
            .When(new DocumentCommand.RegisterDocument(Document(Number(0x1fe), "introduction-order"))).Accepted()
            .When(new CharterCommand.CorrectProgramme("2022/2023", Drafted.Title, Drafted.Goal, Why)).Accepted();
    }

    [Fact]
    public void Allows_to_revoke_a_delegation() =>
        Given([.. Active, new CharterEvent.DelegationGranted(Loose, VeraId, RegionId, Start, null), Suspended])
            .When(new CharterCommand.RevokeDelegation(Loose, Why)).Then(new CharterEvent.DelegationRevoked(Loose, Why));

    [Fact]
    public void Is_not_ended_by_voiding_the_only_curator()
    {
        var voiding = new PreparationCommand.VoidCuratorAppointment(Why);
        Resting.When(voiding).Refused(Reason.ProgrammeSuspended)
            .When(new CharterCommand.ResumeProgramme(Why)).Accepted().When(voiding).Accepted();
        Assert.Equal(
            ProgrammeStatus.Suspended,
            Resting.And(new PreparationEvent.CuratorReplaced(VeraId, BorisId, SecondOrder, Today, Why)).When(voiding).Accepted()
                .State.Status);
    }

    [Fact]
    public void Ends_when_the_programme_is_resumed()
    {
        var story = Resting.When(new CharterCommand.ResumeProgramme(null)).Then(new CharterEvent.ProgrammeResumed(null));
        Assert.Equal(ProgrammeStatus.Active, story.State.Status);
        story.When(new CharterCommand.ResumeProgramme(Why)).Refused(Reason.ProgrammeNotSuspended).When(Submit(1)).Accepted();
    }

    [Fact]
    public void Of_a_draft_ends_with_a_draft() =>
        Assert.Equal(
            ProgrammeStatus.Draft,
            Given([Drafted, Document(SecondOrder, "suspension-order"), Suspended]).When(new CharterCommand.ResumeProgramme(Why)).Accepted()
                .State.Status);

    [Fact]
    public void Ends_when_the_programme_is_cancelled()
    {
        var cancelled =
            Resting.When(new CharterCommand.CancelProgramme(SecondOrder, Why)).Then(new CharterEvent.ProgrammeCancelled(SecondOrder, Why));
        Assert.Equal(ProgrammeStatus.Suspended, cancelled.When(new CharterCommand.VoidClosing(Why)).Accepted().State.Status);
    }
}
