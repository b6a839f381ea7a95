using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>A history with participants in every situation: measured, removed, taken back, and with changed personal data.</summary>
internal static class Everybody
{
    public static readonly PersonStatus Pupil = new(
        2, [PersonKind.Learner], Contour.Internal, AgeBand.FifteenToSeventeen, 9, null, false, [Consent("pupil")], [], [], null, false,
        false, ErasureStatus.None);

    public static readonly PersonStatus Colleague = Pupil with
    {
        Kinds = [PersonKind.Teacher], AgeBand = AgeBand.Adult, Grade = null, Experience = Experience.MoreThanThreeYears,
        Consents = [Consent("colleague")],
    };

    private static readonly MentorOffer Offer = new([], [], null, null, 60, 2, ["teacher-teacher"], null, null);

    /// <summary>From the first application to the autumn of late joiners.</summary>
    public static History Year() => Prepared().On("2021-09-30").Approve(1)
        .On("2021-10-01").Mentees().Waves().Mentors()
        .Do(Curator, new MenteeCommand.ApplyAsMentee(Id("slow"), Pupil)).Ask("slow")
        .Done(Autumn).On("2021-10-28").Approve(2).On("2021-10-29").Approve(3)
        .On("2021-11-10").LateJoiners().Leavers().Told().Papers().Work();

    public static ConsentInForce Consent(string of, ConsentPurpose purpose = ConsentPurpose.Participation) =>
        new(Id($"consent {of} {purpose}"), purpose, Day("2021-09-01"), Day("2022-08-31"));

    public static History Mentee(this History programme, string name, PersonStatus? standing = null) =>
        programme.Do(Curator, new MenteeCommand.ApplyAsMentee(Id(name), standing ?? Pupil)).Ask(name)
            .Do(Curator, new MenteeCommand.AddMenteeToBase(Id(name)));

    public static History Ready(this History programme, string name, PersonStatus? standing = null) => programme
        .Do(Curator, new MentorCommand.ApplyAsMentor(Id(name), standing ?? Colleague, Offer))
        .Do(Curator, new MentorCommand.AddMentorToBase(Id(name), MentorCategory.Teacher))
        .Do(Curator, new MentorCommand.SelectMentor(Id(name), SelectionGround.Competence, null))
        .Do(Curator,
            new MentorCommand.HoldInterview(new(Id(name), Id($"interview {name}"), programme.Today, false, InterviewOutcome.Recommended)))
        .Do(Curator, new MentorCommand.CompleteTraining(new(Id(name), Id($"training {name}"), 90, TrainingResult.Passed, null)))
        .Do(Curator, new MentorCommand.FixLabourTerms(new(Id(name), Id($"terms {name}"), Id("curator-order"))))
        .Do(Curator, new MentorCommand.DeclareReady(Id(name)));

    /// <summary>A report about the standing of a known person.</summary>
    public static History Tell(this History programme, string name, PersonStatus standing)
    {
        programme.Told(new ParticipantEvent.PersonStandingRecorded(Id(name), standing), Curator);
        return programme;
    }

    /// <summary>Says yes to programmes of other organisations.</summary>
    public static History Shares(this History programme, string name)
    {
        programme.Told(new ParticipantEvent.MentorSharingAnswered(Id(name), true, SharingScope.Region), Curator);
        return programme;
    }

    public static History Withdraws(this History programme, string name, string effectiveOn) => programme.Do(
        Curator,
        new MentorCommand.WithdrawMentor(Id(name), Id($"withdrawal {name}"), programme.Today, Day(effectiveOn), WithdrawalReason.OwnWish,
            null, []));

    public static History Void(this History programme, string name, string fact) =>
        programme.Do(Curator, new ParticipantCommand.VoidParticipantFact(Id(name), Id(fact), Secret("Ошибка")));

    /// <summary>A wave of questionnaires that these persons answer.</summary>
    public static History Wave(
        this History programme, string wave, SurveyAudience audience, SurveyPurpose purpose, params IEnumerable<string> names)
    {
        programme.Told(new SurveyEvent.SurveyWaveOpened(Id(wave), new("entry", 1, new string('9', 64)), audience, purpose, null,
            new("Анкета"), null),
            Curator);
        foreach (var name in names)
        {
            programme.Told(new SurveyEvent.SurveyAnswered(Id(wave), Id($"answer {wave} {name}"), Id(name), SurveyChannel.Curator, null,
                [new("Q_HELP", 7)], [], []),
                Curator);
        }

        return programme;
    }

    public static History Measure(this History programme, string name) => programme.Do(
        Curator,
        new ParticipantCommand.MeasureEntry(
            new(Id(name), Id($"measurement {name}"), [new("Q_HELP", "7")], programme.Today, MeasurementSource.Questionnaire)));

    private static readonly (string On, string Items, string[] Documents)[] Autumn =
    [
        ("2021-10-05", "2.1.1 3.1.1", []), ("2021-10-08", "2.1.2 3.1.2", []), ("2021-10-12", "3.1.3 2.1.3 2.1.4", []),
        ("2021-10-15", "2.1.5", []), ("2021-10-19", "2.1.6", []), ("2021-10-22", "3.2.1 3.2.2", ["bases-register"]),
        ("2021-10-26", "2.2.1 2.2.2", []),
    ];

    private static History Ask(this History programme, string name) =>
        programme.Do(Curator, new MenteeCommand.RecordRequest(new(Id(name), Id($"request {name}"), "studies", null)));

    private static History Mentees(this History programme)
    {
        foreach (var name in new[] { "measured", "answered", "not answered", "answered too late", "there and back", "left", "by mistake" })
            programme.Mentee(name);
        return programme.Measure("measured")
            .Do(Curator, new MenteeCommand.AssignForm(Id("measured"), "learner-learner", null))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("there and back"), RemovalReason.OwnWish, null))
            .Do(Curator, new MenteeCommand.AddMenteeToBase(Id("there and back")))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("there and back"), RemovalReason.RecordedByMistake, null))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("left"), RemovalReason.LeftOrganisation, null))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("by mistake"), RemovalReason.RecordedByMistake, null))
            .Do(Curator, new MenteeCommand.ApplyAsMentee(Id("never in"), Pupil))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("never in"), RemovalReason.OwnWish, null));
    }

    private static History Waves(this History programme)
    {
        programme.Wave("entry", SurveyAudience.Mentees, SurveyPurpose.Entry, "answered", "not answered", "left")
            .Wave("exit", SurveyAudience.Mentees, SurveyPurpose.Exit, "answered too late")
            .Wave("of mentors", SurveyAudience.Mentors, SurveyPurpose.Entry, "there and back");
        programme.Told(new SurveyEvent.SurveyAnswerVoided(Id("entry"), Id("answer entry not answered"), Secret("Описка")), Curator);
        return programme;
    }

    private static History Mentors(this History programme)
    {
        foreach (var name in new[] { "ready", "leaving", "gone", "stayed", "returned", "taken back", "restricted", "revoked", "removed" })
            programme.Ready(name);
        return programme
            .Do(Curator, new MentorCommand.ApplyAsMentor(Id("rejected"), Colleague with { Contour = Contour.Internal }, Offer))
            .Do(Curator, new MentorCommand.AddMentorToBase(Id("rejected"), MentorCategory.Teacher))
            .Do(Curator, new MentorCommand.RejectMentor(Id("rejected"), SelectionGround.TooLittleTime, null))
            .Do(Curator, new MentorCommand.ApplyAsMentor(Id("mentee as well"), Colleague with { NewHire = true }, Offer))
            .Measure("mentee as well").Mentee("mentee as well", Colleague with { NewHire = true })
            .Shares("ready").Shares("gone").Do(Curator, new MentorCommand.AnswerSharing(Id("stayed"), false, null))
            .Do(Curator, new MentorCommand.RevokeReadiness(Id("revoked"), RevocationReason.MentorRequest, null))
            .Do(Curator, new MentorCommand.DeclareReady(Id("revoked")))
            .Do(Curator, new MentorCommand.RevokeReadiness(Id("revoked"), RevocationReason.RecordedByMistake, null));
    }

    private static History LateJoiners(this History programme) =>
        programme.Do(Curator, new MenteeCommand.AddMenteeToBase(Id("slow"))).Mentee("late").Ready("late mentor");

    private static History Leavers(this History programme) => programme
        .Withdraws("leaving", "2022-09-01").Withdraws("gone", "2021-12-01").Withdraws("stayed", "2021-12-01")
        .Void("stayed", "withdrawal stayed")
        .Withdraws("returned", "2021-11-15").Withdraws("taken back", "2021-11-15")
        .On("2021-11-16").Do(Curator, new MentorCommand.AddMentorToBase(Id("returned"), MentorCategory.Teacher))
        .Do(Curator, new MentorCommand.AddMentorToBase(Id("taken back"), MentorCategory.Teacher))
        .Do(Curator, new MentorCommand.DeclareReady(Id("taken back")))
        .Do(Curator, new MentorCommand.RemoveMentor(Id("removed"), RemovalReason.OwnWish, null));

    // Consents that were voided, withdrawn before joining or ended with majority, and cases of destruction.
    private static History Told(this History programme) => programme
        .Mentee("withdrew before", Pupil with { Withdrawn = [ConsentPurpose.Publication] })
        .Mentee("refused", Pupil with { Refused = [ConsentPurpose.PhotoAndVideo] })
        .Mentee("voided", Pupil with { Consents = [.. Pupil.Consents, Consent("voided", ConsentPurpose.Sharing)] })
        .Tell("voided", Pupil with { Version = 3 })
        .Mentee("came of age")
        .Tell("came of age", Pupil with { Version = 3, AgeBand = AgeBand.EighteenToNineteen, Consents = [], Restricted = true })
        .Mentee("told in time", Pupil with { Version = 9 })
        .Tell("told in time", Pupil with { Version = 8, Left = true, Contour = Contour.External, Consents = [] })
        .Tell("restricted",
            Colleague with { Version = 3, Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true,
                Erasure = ErasureStatus.Open })
        .Tell("left", Pupil with { Version = 3, Left = true, Erasure = ErasureStatus.Open })
        .Tell("left", Pupil with { Version = 4, Left = true, Erasure = ErasureStatus.Refused })
        .Tell("left", Pupil with { Version = 5, Left = true, Erasure = ErasureStatus.Open })
        .Tell("left", Pupil with { Version = 6, Left = true, Erasure = ErasureStatus.PartlyErasedInTerm })
        .Tell("by mistake", Pupil with { Version = 3, Erasure = ErasureStatus.Open })
        .Tell("by mistake", Pupil with { Version = 4, Erasure = ErasureStatus.ErasedLate })
        .Tell("there and back", Pupil with { Version = 3, Erasure = ErasureStatus.Open });

    // Two pairs and a group in every situation, one pair that was formed by mistake, and one without an order.
    private static History Work(this History programme)
    {
        foreach (var (on, events) in Working)
        {
            programme.On(on);
            foreach (var e in events) programme.Told(e, Curator);
        }

        return programme;
    }

    private static readonly (string On, IReadOnlyList<ProgrammeEvent> Events)[] Working =
    [
        ("2021-11-18",
        [
            Formed("pair", TandemKind.Pair, "ready", "measured"), Formed("group", TandemKind.Group, "stayed", "answered", "not answered"),
            Formed("broken", TandemKind.Pair, "late mentor", "slow"), Formed("never", TandemKind.Pair, "leaving", "late"),
            new TandemEvent.TandemVoided(Id("never"), Secret("Описка")), Formed("waits", TandemKind.Pair, "leaving", "voided"),
        ]),
        ("2021-11-22",
        [
            Ordered("pair", "ready", "measured"), new TandemEvent.TandemApprovalVoided(Id("pair"), Secret("Не тот приказ")),
            Ordered("pair", "ready", "measured"), Ordered("group", "stayed", "answered", "not answered"),
            Ordered("broken", "late mentor", "slow"),
        ]),
        ("2021-12-10",
        [
            Held("pair", "first", MeetingKind.Organisational, "2021-11-24", "ready", ["measured"]),
            Held("pair", "second", MeetingKind.Trial, "2021-11-30", "ready", ["measured"]),
            Held("pair", "third", MeetingKind.Planning, "2021-12-03", "ready", ["measured"]),
            Held("pair", "twice", MeetingKind.Regular, "2021-12-10", "ready", ["measured"]),
            Held("pair", "again", MeetingKind.Regular, "2021-12-10", "ready", ["measured"]),
            new TandemEvent.TandemFactVoided(Id("pair"), Id("meeting again"), Secret("Дважды")),
            Held("group", "of all", MeetingKind.Organisational, "2021-12-07", "stayed", ["answered"], "not answered"),
            Held("group", "of one", MeetingKind.IndividualConsultation, "2021-12-09", "stayed", ["not answered"]),
            new TandemEvent.MeetingCancelled(Id("group"), Id("meeting off"), MeetingKind.Trial, Day("2021-12-10"), TandemParty.Mentor,
                CancellationReason.Illness),
            new TandemEvent.MemberJoined(Id("group"), Id("late"), true),
            new TandemEvent.TandemApprovedByOrder(Id("group"), Id("groups-order"), Day("2021-12-10"), Id("stayed"), [Id("late")]),
            new TandemEvent.MemberLeft(Id("group"), Id("answered"), TandemParty.Mentee, SeparationReason.RequestChanged, null),
            new TandemEvent.MemberLeavingVoided(Id("group"), Id("answered"), Secret("Остался")),
            new TandemEvent.TandemDissolved(Id("broken"), TandemParty.Mentee, SeparationReason.Incompatible, null, null),
            new TandemEvent.TandemSuspended(Id("group"), SuspensionReason.Illness, null),
        ]),
        ("2022-02-01",
        [
            new TandemEvent.TandemResumed(Id("group")),
            new TandemEvent.MentorReplaced(Id("group"), Id("stayed"), Id("returned"), Id("groups-order"), Day("2022-02-01"),
                SeparationReason.OwnWish),
            new CharterEvent.ProgrammeSuspended(Id("curator-order"), Secret("Карантин")),
        ]),
        ("2022-04-01", [new CharterEvent.ProgrammeResumed(null)]),
        ("2022-05-20",
        [
            Held("pair", "last", MeetingKind.Final, "2022-05-20", "ready", ["measured"]),
            new TandemEvent.TandemCompleted(Id("pair"), TandemOutcome.NotReached),
            new TandemEvent.TandemEndingVoided(Id("pair"), Secret("Не тот итог")),
            new TandemEvent.TandemCompleted(Id("pair"), TandemOutcome.Reached),
        ]),
    ];

    private static TandemEvent.TandemFormed Formed(string tandem, TandemKind kind, string mentor, params IEnumerable<string> mentees) =>
        new(Id(tandem), "learner-learner", kind, Id(mentor), [.. mentees.Select(Id).Order()], null, null,
            [PairingGround.QuestionnairesCompared], null);

    private static TandemEvent.TandemApprovedByOrder Ordered(string tandem, string mentor, params IEnumerable<string> mentees) =>
        new(Id(tandem), Id("groups-order"), Day("2021-11-22"), Id(mentor), [.. mentees.Select(Id).Order()]);

    private static TandemEvent.MeetingHeld Held(string tandem, string name, MeetingKind kind, string on, string mentor,
        IEnumerable<string> present, params IEnumerable<string> absent) =>
        new(Id(tandem), Id($"meeting {name}"), kind, Day(on), 45, MeetingFormat.InPerson, Id(mentor), [.. present.Select(Id).Order()],
            [.. absent.Select(Id).Order()], null);

    private static History Papers(this History programme) => programme
        .Register("stands", "stands", "Стенд", "9").Do(Head, new DocumentCommand.AnnulDocument(Id("stands"), Secret("Снят")))
        .Do(Head, new DocumentCommand.ReinstateDocument(Id("stands"), Secret("Не тот документ")))
        .Register("second", "mentoring-regulation", "Положение, новая редакция", "13")
        .Do(Head, new DocumentCommand.SupersedeDocument(Id("mentoring-regulation"), Id("second"), null))
        .Do(Head, new DocumentCommand.ReinstateDocument(Id("mentoring-regulation"), Secret("Не принято")));
}
