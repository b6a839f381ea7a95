using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Closing_a_programme
{
    [Fact]
    public void Follows_the_approval_of_stage_7() =>
        Assert.Equal(
            ProgrammeStatus.Completed,
            ApprovedUpTo(7).When(new CharterCommand.CompleteProgramme()).Then(new CharterEvent.ProgrammeCompleted(Certificate))
                .State.Status);

    [Fact]
    public void Is_refused_with_the_first_stage_not_approved() =>
        ApprovedUpTo(5).When(new CharterCommand.CompleteProgramme()).Refused(Reason.StageNotApproved, "stage-not-approved", "6");

    [Fact]
    public void Is_for_the_curator_or_the_head()
    {
        ApprovedUpTo(7).As(Boris).When(new CharterCommand.CompleteProgramme())
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
        ApprovedUpTo(7).As(Region).When(new CharterCommand.CompleteProgramme())
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
        ApprovedUpTo(7).As(Ivan).When(new CharterCommand.CompleteProgramme()).Accepted();
    }

    [Fact]
    public void Is_not_for_an_integrator_without_a_curator_in_office() =>
        ApprovedUpTo(7).When(new PreparationCommand.VoidCuratorAppointment(Why)).Accepted()
            .As(Region).When(new CharterCommand.CompleteProgramme())
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");

    [Fact]
    public void By_cancellation_needs_an_order() =>
        Given(Active)
            .When(new CharterCommand.CancelProgramme(Loose, Why)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new CharterCommand.CancelProgramme(SecondOrder, Why)).Then(new CharterEvent.ProgrammeCancelled(SecondOrder, Why));

    [Fact]
    public void Allows_a_certificate_only_of_a_cancelled_programme()
    {
        var closed = ApprovedUpTo(7).When(new CharterCommand.CompleteProgramme()).Accepted();
        closed.When(new GateCommand.ReopenStage(7, null, Why)).Refused(Reason.ProgrammeClosed, "programme-status", "completed");
        closed.When(new PreparationCommand.VoidFact(Number(0x204), Why)).Refused(Reason.ProgrammeClosed, "programme-status", "completed");
        closed.When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.ProgrammeClosed, "programme-status", "completed");
        Given([.. Active, new CharterEvent.ProgrammeCancelled(SecondOrder, Why)]).When(Submit(1))
            .Refused(Reason.ProgrammeClosed, "programme-status", "cancelled")
            .And(Issued(Certificate)).When(new CertificationCommand.AnnulCertificate(Certificate, Why)).Accepted();
    }

    [Fact]
    public void By_mistake_is_voided() =>
        Assert.Equal(
            ProgrammeStatus.Active,
            ApprovedUpTo(7).When(new CharterCommand.VoidClosing(Why)).Refused(Reason.ProgrammeNotClosed)
                .When(new CharterCommand.CompleteProgramme()).Accepted()
                .When(new CharterCommand.VoidClosing(Why)).Then(new CharterEvent.ClosingVoided(Why)).State.Status);

    [Fact]
    public void Voided_appends_the_person_statuses_that_changed_meanwhile()
    {
        var (changed, same) = (Cohort.Learner with { Version = 9, Restricted = true }, Cohort.SeniorLearner with { Version = 9 });
        var closed = Given([.. Active, new ParticipantEvent.MenteeApplied(Cohort.Pupil, Cohort.Learner, false),
            new ParticipantEvent.MenteeApplied(Cohort.Senior, Cohort.SeniorLearner, false),
            new CharterEvent.ProgrammeCancelled(SecondOrder, Why)]);

        var reopened = closed.When(
            new CharterCommand.VoidClosing(Why, new Dictionary<Guid, PersonStatus> { [Cohort.Senior] = same, [Cohort.Pupil] = changed }))
            .Then(new CharterEvent.ClosingVoided(Why), new ParticipantEvent.PersonStandingRecorded(Cohort.Pupil, changed));

        Assert.True(reopened.State.Participants.Standings[Cohort.Pupil].Restricted);
    }
}
