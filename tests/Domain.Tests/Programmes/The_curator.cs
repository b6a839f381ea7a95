using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_curator
{
    private static readonly IReadOnlyList<ProgrammeEvent> Draft = [.. Active.Take(4)];

    private static PreparationCommand.AppointCurator Appoint(Guid person, DateOnly from) => new(person, CuratorOrder, from, null, Present);

    [Fact]
    public void Makes_the_programme_active() =>
        Assert.Equal(ProgrammeStatus.Active, Given(Draft).When(Appoint(VeraId, Start)).Then(Appointed).State.Status);

    [Fact]
    public void Needs_an_order_in_force() =>
        Given(Draft).When(new PreparationCommand.AppointCurator(VeraId, Loose, Start, null, Present))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");

    [Fact]
    public void Needs_a_document_that_is_an_order()
    {
        Given(Draft).When(new PreparationCommand.AppointCurator(VeraId, Protocol, Start, null, Present))
            .Refused(Reason.DocumentNotAnOrder, "document-not-an-order", $"{Protocol}");
        Given(Active).When(new PreparationCommand.AppointCurator(BorisId, Protocol, Today, null, Present))
            .Refused(Reason.DocumentNotAnOrder, "document-not-an-order", $"{Protocol}");
    }

    [Fact]
    public void Needs_a_plausible_first_day() =>
        Given(Draft).When(Appoint(VeraId, new(2101, 1, 1))).Refused(Reason.DateImplausible, "date-implausible", "2101-01-01");

    [Fact]
    public void Is_replaced_on_the_first_day_of_the_next_one()
    {
        var story = Given(Active).When(new PreparationCommand.AppointCurator(BorisId, SecondOrder, Tomorrow, Why, Present))
            .Then(new PreparationEvent.CuratorReplaced(VeraId, BorisId, SecondOrder, Tomorrow, Why));
        Assert.Equal([VeraId, BorisId], new[] { Today, Tomorrow }.Select(day => story.State.Preparation.CuratorOn(day)!.Person));
        Assert.Null(story.State.Preparation.CuratorOn(Start.AddDays(-1)));
    }

    [Fact]
    public void Is_not_replaced_before_the_own_first_day() =>
        Given(Active).When(Appoint(BorisId, Start.AddDays(-1)))
            .Refused(Reason.PeriodReversed, "curator-from-before-predecessor", "2021-08-31")
            .When(Appoint(BorisId, Start)).Accepted();

    [Fact]
    public void Appointed_again_by_the_same_order_changes_nothing() =>
        Given(Active).When(Appoint(VeraId, Today)).Refused(Reason.NothingChanges);

    [Fact]
    public void Continues_under_another_order_after_the_first_was_annulled()
    {
        var story = Given([.. Stage1, new DocumentEvent.DocumentAnnulled(CuratorOrder, Why)]);
        story.When(Submit(1)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{CuratorOrder}")
            .When(new PreparationCommand.AppointCurator(VeraId, SecondOrder, Today, null, Present))
            .Then(new PreparationEvent.CuratorReplaced(VeraId, VeraId, SecondOrder, Today, null))
            .When(Submit(1)).Accepted();
    }

    [Fact]
    public void Cannot_decide_after_the_order_was_annulled()
    {
        var story = ApprovedUpTo(2).When(Submit(3)).Accepted().When(new DocumentCommand.AnnulDocument(CuratorOrder, Why)).Accepted();
        foreach (ProgrammeCommand command in new ProgrammeCommand[]
        {
            Approve(3), new GateCommand.ReturnStage(3, null, [new("G3.R", Why)], null), new GateCommand.WithdrawSubmission(3, null, Why),
            new GateCommand.ReopenStage(2, null, Why), new GateCommand.WaiveCriterion(7, null, "G7.3a", Why, null),
            new CharterCommand.CompleteProgramme(), new CertificationCommand.AnnulCertificate(Certificate, Why),
        })
        {
            story.When(command).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{CuratorOrder}");
        }

        story.When(new DocumentCommand.ReinstateDocument(CuratorOrder, Why)).Accepted().When(Approve(3)).Accepted();
    }

    [Fact]
    public void Can_decide_after_the_order_was_superseded() =>
        ApprovedUpTo(1).When(new DocumentCommand.SupersedeDocument(CuratorOrder, SecondOrder, null)).Accepted().When(Submit(2)).Accepted();

    [Fact]
    public void Appointed_by_mistake_is_voided_leaving_the_previous_one_or_a_draft()
    {
        var story = Given(Active).When(Appoint(BorisId, Yesterday)).Accepted()
            .When(new PreparationCommand.VoidCuratorAppointment(Why)).Then(new PreparationEvent.CuratorAppointmentVoided(BorisId, Why));
        Assert.Equal((VeraId, ProgrammeStatus.Active), (story.State.Preparation.CuratorOn(Today)!.Person, story.State.Status));
        story =
            story.When(new PreparationCommand.VoidCuratorAppointment(Why)).Then(new PreparationEvent.CuratorAppointmentVoided(VeraId, Why))
            .When(new PreparationCommand.VoidCuratorAppointment(Why)).Refused(Reason.CuratorNotAppointed);
        Assert.Equal(ProgrammeStatus.Draft, story.State.Status);
        Assert.Equal(ProgrammeStatus.Active,
            story.When(Appoint(BorisId, Today)).Then(new PreparationEvent.CuratorAppointed(BorisId, CuratorOrder, Today)).State.Status);
    }

    [Fact]
    public void Or_the_head_completes_migrates_and_certifies_the_programme()
    {
        foreach (var command in new ProgrammeCommand[]
        {
            new CharterCommand.CompleteProgramme(), new CertificationCommand.AnnulCertificate(Loose, Why),
            new CharterCommand.MigrateDefinition(ModelWithPeople, Why),
        })
        {
            Given(Active).As(Boris).When(command).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
            Given(Active).As(Region).When(command).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
        }

        Given(Active).As(Vera).When(new CharterCommand.MigrateDefinition(ModelWithPeople, Why)).Accepted();
        Given(Active).As(Ivan).When(new CharterCommand.MigrateDefinition(ModelWithPeople, Why)).Accepted();
    }

    [Fact]
    public void Cannot_be_the_auditor() =>
        Given(Draft).When(new PreparationCommand.AssignAuditor(AnnaId)).Then(new PreparationEvent.AuditorAssigned(AnnaId))
            .When(new PreparationCommand.AssignAuditor(AnnaId)).Refused(Reason.NothingChanges)
            .When(Appoint(AnnaId, Start)).Refused(Reason.AuditorNotIndependent, "auditor-not-independent", $"{AnnaId}")
            .When(new PreparationCommand.ReleaseAuditor(AnnaId, Why)).Then(new PreparationEvent.AuditorReleased(AnnaId, Why))
            .When(new PreparationCommand.ReleaseAuditor(AnnaId, Why)).Refused(Reason.Unknown, "auditor-unknown", $"{AnnaId}")
            .When(Appoint(AnnaId, Start)).Accepted();

    [Fact]
    public void Cannot_become_the_auditor_later() =>
        Given([.. Active, new PreparationEvent.CuratorReplaced(VeraId, BorisId, CuratorOrder, Start, null)])
            .When(new PreparationCommand.AssignAuditor(VeraId))
            .Refused(Reason.AuditorNotIndependent, "auditor-not-independent", $"{VeraId}");

    [Fact]
    public void An_auditor_cannot_be_responsible_for_items()
    {
        var roadmap = Roadmap with { Items = [.. Roadmap.Items.Select(i => i with { Responsible = i.Item == "2.1.1" ? AnnaId : null })] };
        Given([.. Active, roadmap]).When(new PreparationCommand.AssignAuditor(AnnaId))
            .Refused(Reason.AuditorNotIndependent, "auditor-not-independent", $"{AnnaId}");
        Given([.. Active, new PreparationEvent.AuditorAssigned(AnnaId)]).When(The_road_map.Plan(roadmap))
            .Refused(Reason.AuditorNotIndependent, "auditor-not-independent", "2.1.1");
    }

    [Fact]
    public void Appointed_from_tomorrow_cannot_approve_today()
    {
        var story = Given([.. Everything.Except([Appointed]), Appointed with { From = Tomorrow }]);
        story.When(Submit(1)).Refused(Reason.NotTheCurator, "curator-in-office-required",
            "2021-10-20").On(Tomorrow).When(Submit(1)).Accepted();
    }
}
