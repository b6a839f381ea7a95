using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Histories with every event that a certificate can show, including corrections and voids.</summary>
internal static class Full
{
    private static readonly PersonStatus Pupil = new(
        2, [PersonKind.Learner], Contour.Internal, AgeBand.Fourteen, 9, null, false,
        [new(Id("consent"), ConsentPurpose.Participation, Day("2021-09-01"), Day("2022-08-31"))],
        [ConsentPurpose.Publication], [], null, false, false, ErasureStatus.None);

    private static readonly PersonStatus Colleague = Pupil with
    {
        Kinds = [PersonKind.Teacher], AgeBand = AgeBand.TwentyToThirtyFive, Grade = null, Experience = Experience.MoreThanThreeYears,
        Refused = [], Clearance = new(Day("2021-09-01"), Day("2023-09-01")),
    };

    private static readonly MentorOffer Offer = new([], [], null, null, 60, 2, ["teacher-teacher"], null, null);

    /// <summary>Mentees and mentors in every situation, corrected facts, and stages that were reopened or revoked.</summary>
    public static History Bases() => Corrected().On("2021-10-05").Mentees().Mentors().Undone();

    /// <summary>The same, cancelled while a stage waits for its approval.</summary>
    public static History Cancelled() => Corrected()
        .Do(Curator, new GateCommand.SubmitStage(1, null))
        .Register("rest", "suspension-order", "О приостановлении", "301")
        .Do(Head, new CharterCommand.SuspendProgramme(Id("rest"), Secret("Карантин")))
        .Do(Head, new CharterCommand.ResumeProgramme(null))
        .Register("end", "cancellation-order", "О прекращении", "300")
        .Do(Head, new CharterCommand.CancelProgramme(Id("end"), Secret("Рано")))
        .Do(Head, new CharterCommand.VoidClosing(Secret("Ошибка")))
        .Do(Head, new CharterCommand.CancelProgramme(Id("end"), Secret("Школа закрыта")));

    /// <summary>Five stages approved, some of them undone, with a second road map and a second definition.</summary>
    public static History Reopened()
    {
        var programme = Autumn();
        programme
            .Do(Head, new PreparationCommand.AppointCurator(
                Id("teacher"), Id("curator-order"), Day("2021-11-27"), null, Programmes.Cast.Present))
            .Do(Head, new PreparationCommand.AppointCurator(
                Id("deputy-head"), Id("introduction-order"), Day("2021-11-28"), null, Programmes.Cast.Present))
            .Do(Head, new PreparationCommand.VoidCuratorAppointment(Secret("Ошибка")))
            .Do(Curator, new PreparationCommand.ApproveRoadmap(null, [.. Kept(programme)]))
            .Do(Curator, new GateCommand.ReopenStage(3, null, Secret("Нет согласия")))
            .Do(Head, new GateCommand.RevokeApproval(2, null, Secret("Нарушение"))).Approve(2);
        programme.Told(new CharterEvent.DefinitionMigrated(programme.State.Definition!, programme.State.Definition!,
            Secret("Новая редакция"), [1, 2]),
            Head);
        // Item 4.2.3 and the approval of stage 4 rest on this plan.
        programme.Do(Head, new DocumentCommand.AnnulDocument(Id("training-plan 2021-10-22"), Secret("Отменена")));
        return programme;
    }

    private static IEnumerable<PlannedItem> Kept(History programme) =>
        programme.State.Preparation.Roadmap!.Items.Values.Select(i => i.Plan).Where(p => p.Item != "1.2.1")
        .Select(p => new PlannedItem(p.Item, null, null, null, p.Planned, p.PlannedFrom, p.PlannedTo, p.Position, null, null));

    private static History Corrected()
    {
        var talk = new Fact.OutreachHeld(Id("talk"), "class-hours", Day("2021-09-20"), null, 30, null, null);
        return Prepared()
            .Do(Initiator, new CharterCommand.CorrectProgramme("2021/2022", new("Программа"), new("Цель"), Secret("Описка")))
            .Fact(talk)
            .Do(Curator,
                new PreparationCommand.CorrectFact(Id("talk"), talk with { Id = Id("talk again"), Attendance = null }, Secret("Описка")))
            .Fact(new Fact.OutreachNotApplicable(Id("no site"), "site", Secret("Сайта нет")))
            .Fact(new Fact.OutreachNotApplicable(Id("no stand"), "site", Secret("Стенда нет")))
            .Do(Curator, new PreparationCommand.VoidFact(Id("no stand"), Secret("Есть")))
            .Fact(new Fact.ObjectiveSet(Id("own"), "Z1", new("Своя"), []))
            .Fact(new Fact.ObjectiveSet(Id("instead"), "T1", new("По-своему"), []))
            .Fact(new Fact.BaselineRecorded(Id("baseline"), "R1", "4.25", new("балл"), Day("2021-09-20"), new("Опрос")))
            .Fact(new Fact.BaselineRecorded(Id("no baseline"), "R2", "4.25", new("балл"), Day("2021-09-20"), new("Опрос")))
            .Do(Curator, new PreparationCommand.VoidFact(Id("no baseline"), Secret("Не измерено")))
            .Do(Curator, new PreparationCommand.MeetFormPrecondition("student-learner", null))
            .Do(Curator, new PreparationCommand.DisableForm("employer-learner", Secret("Нет работодателя")))
            .Register("stands", "stands", "Стенд", "9").Do(Head, new DocumentCommand.AnnulDocument(Id("stands"), Secret("Снят")))
            .Register("second", "mentoring-regulation", "Положение, новая редакция", "13")
            .Do(Head, new DocumentCommand.SupersedeDocument(Id("mentoring-regulation"), Id("second"), null))
            .Do(Curator, new PreparationCommand.RescheduleItem("3.1.1", Day("2022-11-01"), Day("2022-11-30"), Secret("Каникулы")))
            .Do(Curator, new GateCommand.WaiveCriterion(1, null, "G1.9", Secret("Не нужно"), null));
    }

    private static History Mentees(this History programme)
    {
        foreach (var name in new[] { "mentee 1", "mentee 2", "mentee 3" })
        {
            programme.Do(Curator, new MenteeCommand.ApplyAsMentee(Id(name), Pupil))
                .Do(Curator, new MenteeCommand.RecordRequest(new(Id(name), Id($"request {name}"), "mathematics", null)))
                .Do(Curator, new MenteeCommand.RecordRequest(new(Id(name), Id($"other request {name}"), $"request-of-{name[^1]}", null)))
                .Do(Curator,
                    new ParticipantCommand.MeasureEntry(
                        new(Id(name), Id($"measurement {name}"), [new("Q_HELP", "7")], Day("2021-10-05"), MeasurementSource.Questionnaire)))
                .Do(Curator, new MenteeCommand.AddMenteeToBase(Id(name)));
        }

        return programme
            .Do(Curator, new MenteeCommand.AssignForm(Id("mentee 1"), "learner-learner", null))
            .Do(Curator, new MenteeCommand.AssignForm(Id("mentee 1"), "student-learner", null))
            .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("mentee 1"), Id("request mentee 1"), Secret("Описка")))
            .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("mentee 3"), Id("measurement mentee 3"), Secret("Описка")))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("mentee 2"), RemovalReason.OwnWish, null))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("mentee 3"), RemovalReason.RecordedByMistake, null));
    }

    private static History Mentors(this History programme)
    {
        foreach (var name in new[] { "mentor 1", "mentor 2", "mentor 3" })
        {
            programme.Do(Curator, new MentorCommand.ApplyAsMentor(Id(name), Colleague, Offer))
                .Do(Curator, new MentorCommand.AddMentorToBase(Id(name), MentorCategory.Teacher))
                .Do(Curator, new MentorCommand.SelectMentor(Id(name), SelectionGround.Competence, null))
                .Do(Curator,
                    new MentorCommand.HoldInterview(
                        new(Id(name), Id($"interview {name}"), Day("2021-10-05"), false, InterviewOutcome.Recommended)))
                .Do(Curator, new MentorCommand.FixLabourTerms(new(Id(name), Id($"terms {name}"), Id("curator-order"))))
                .Do(Curator, new MentorCommand.CompleteTraining(new(Id(name), Id($"training {name}"), 90, TrainingResult.Passed, null)));
        }

        foreach (var name in new[] { "mentor 1", "mentor 2" })
            programme.Told(new ParticipantEvent.MentorSharingAnswered(Id(name), true, SharingScope.Region), Curator);
        return programme
            .Do(Curator, new MentorCommand.AnswerSharing(Id("mentor 2"), false, null))
            .Do(Curator, new MentorCommand.DeclareReady(Id("mentor 1"))).Do(Curator, new MentorCommand.DeclareReady(Id("mentor 2")))
            .Do(Curator, new MentorCommand.RevokeReadiness(Id("mentor 1"), RevocationReason.RecordedByMistake, null))
            .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("mentor 1"), Id("training mentor 1"), Secret("Описка")))
            .Do(Curator, new MentorCommand.RejectMentor(Id("mentor 2"), SelectionGround.TooLittleTime, null))
            .Do(Curator, new MentorCommand.RemoveMentor(Id("mentor 3"), RemovalReason.OwnWish, null));
    }

    // A person who changed, a second curator, stages that were returned, reopened and revoked.
    private static History Undone(this History programme)
    {
        var older = Pupil with { Version = 3, AgeBand = AgeBand.FifteenToSeventeen, Kinds = [PersonKind.Student], Consents = [],
            Withdrawn = [ConsentPurpose.Participation], Restricted = true, Erasure = ErasureStatus.Open };
        programme.Told(new ParticipantEvent.PersonStandingRecorded(Id("mentee 1"), older), Curator);
        programme.Told(new ParticipantEvent.PersonStandingRecorded(Id("mentor 1"),
            Colleague with { Version = 3, Contour = Contour.External }),
            Curator);
        return programme
            .Do(Curator, new GateCommand.OpenStageWork(6))
            .Approve(1).Do(Curator, new GateCommand.ReopenStage(1, null, Secret("Ошибка"))).Submit(1)
            .Do(Curator, new GateCommand.WithdrawSubmission(1, null, Secret("Рано")))
            .Submit(1).Do(Curator, new GateCommand.ReturnStage(1, null, [new("G1.1", Secret("Ещё раз"))], Day("2021-11-01"))).Approve(1)
            .Do(Head, new GateCommand.RevokeApproval(1, null, Secret("Нарушение")))
            .Do(Curator, new GateCommand.WithdrawWaiver(1, null, "G1.9", Secret("Не нужно")))
            .Do(Curator, new PreparationCommand.CompleteItem("3.1.2", []))
            .Do(Curator, new PreparationCommand.ReopenItem("3.1.2", Secret("Ошибка")))
            .Do(Curator, new PreparationCommand.CompleteItem("3.1.1", []))
            .Do(Head, new PreparationCommand.AppointCurator(
                Id("teacher"), Id("curator-order"), Day("2021-10-06"), null, Programmes.Cast.Present))
            .On("2021-12-20").Do(Curator with { Person = Id("teacher") }, new PreparationCommand.CompleteItem("3.1.3", []), "2021-10-20")
            .Do(Actor.Automatic, new CharterCommand.TransferProgramme(Transfer("renamed") with
            {
                Kind = ReorganisationKind.Renaming, ConsentsUntil = null,
            }))
            .Do(Actor.Automatic, new CharterCommand.TransferProgramme(Transfer("mistaken")))
            .Do(Actor.Automatic, new CharterCommand.VoidTransfer(Id("mistaken"), Secret("Другая школа")))
            .Do(Actor.Automatic, new CharterCommand.TransferProgramme(Transfer("joined")));
    }

    // The consents of the year to the former operator end before the certificate.
    private static CharterEvent.ProgrammeTransferred Transfer(string name) => new(Id(name), ReorganisationKind.Accession, Id("successor"),
        new("МБОУ «СОШ №50»"), new("Постановление администрации № 12 от 01.12.2021"), Day("2021-12-20"), Day("2022-02-01"));
}
