using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>G2.1 to G4.5: the criteria on people and the missing things they report.</summary>
public sealed class Gates_2_to_4
{
    [Fact]
    public void Pass_in_order_when_everything_is_recorded() =>
        Assert.Equal([2, 3, 4], ApprovedUpTo(4).State.Gates.Stages.Where(s => s.Number is > 1 and < 5 && s.Stands).Select(s => s.Number));

    [Fact]
    public void List_everything_missing_in_a_programme_without_people()
    {
        Lacks(Given(), 2, "G2.1", ("survey-wave-not-closed", "mentees"));
        Lacks(Given(), 2, "G2.1a", ("mentee-base-empty", "mentees"));
        Lacks(Given(), 3, "G3.1", ("survey-wave-not-closed", "mentors"));
        Lacks(Given(), 3, "G3.3", ("mentors-not-informed", "mentors"));
        Lacks(Given(), 4, "G4.3", ("training-plan-not-approved", "training"));
        Lacks(Given(), 4, "G4.3a", ("expert-not-engaged", "training"));
        Lacks(Given(), 4, "G4.3b", ("materials-not-prepared", "training"));
        Lacks(Given(), 4, "G4.4", ("no-mentor-ready", "mentors"));
    }

    [Fact]
    public void List_each_mentee_with_the_missing_thing()
    {
        Lacks(Everything.Without<ParticipantEvent.EntryMeasured>(), 2, "G2.4", ("entry-measurement-missing", $"{Pupil}"),
            ("entry-measurement-missing", $"{YoungTeacher}"));
        Lacks(Everything.Without<ParticipantEvent.MenteeFormAssigned>(), 2, "G2.3", ("form-not-assigned", $"{Pupil}"),
            ("form-not-assigned", $"{YoungTeacher}"));
        Lacks(Everything.Without<ParticipantEvent.MenteeRequestRecorded>(), 2, "G2.3", ("request-missing", $"{Pupil}"),
            ("request-missing", $"{YoungTeacher}"));
        Lacks(Everything.Without<ParticipantEvent.ThirdPartyInformationRecorded>(), 2, "G2.5",
            ("third-party-information-missing", $"{Pupil}"), ("third-party-information-missing", $"{YoungTeacher}"));
        Lacks([.. Everything, new PreparationEvent.FormDisabled("teacher-teacher", Why)], 2, "G2.3",
            ("form-not-assigned", $"{YoungTeacher}"));
        Lacks([.. Everything, Stands(Pupil, Learner with { Restricted = true })], 2, "G2.2", ("participation-consent-missing", $"{Pupil}"));
    }

    [Fact]
    public void Need_fitting_sources_and_an_informed_mentee() => Lacks(
        [.. Prepared,.. Waves,.. Mentee(Pupil, Learner, "learner-learner", InformationSource.Attestation, 0xa00),
            .. Mentee(YoungTeacher, NewTeacher, "teacher-teacher", InformationSource.PersonalFile, 0xa10)
            .Select(e => e is ParticipantEvent.ThirdPartyInformationRecorded i ? i with { SubjectInformed = false } : e)],
        2, "G2.5", ("third-party-information-missing", $"{Pupil}"), ("subject-not-informed", $"{YoungTeacher}"));

    [Fact]
    public void Count_an_answered_entry_wave_as_a_measurement()
    {
        var wave = Number(0x903);
        var answer = new SurveyEvent.SurveyAnswered(wave, Number(0x904), Pupil, SurveyChannel.Curator, null, [], [], []);
        var opened = new SurveyEvent.SurveyWaveOpened(wave, new("entry", 1, new string('9', 64)), SurveyAudience.Mentees,
            SurveyPurpose.Entry, null, Words("Анкета"), null);
        Lacks([.. Everything.Without<ParticipantEvent.EntryMeasured>(), opened, answer], 2, "G2.4",
            ("entry-measurement-missing", $"{YoungTeacher}"));
    }

    [Fact]
    public void Need_a_mentor_or_an_acknowledged_shortage_for_each_form_with_mentees()
    {
        var events = Everything.Where(e => e is not (ParticipantEvent.MentorAddedToBase { Person: var p }) || p != Teacher).ToList();
        Lacks(events, 3, "G3.1a", ("form-without-mentor", "teacher-teacher"));
        Lacks([.. events, new ParticipantEvent.ShortageAcknowledged(Number(0xc20), "teacher-teacher", 4, ShortageReason.NoCandidates)], 3,
            "G3.1a", ("form-without-mentor", "teacher-teacher"));
        Lacks([.. events, new ParticipantEvent.ShortageAcknowledged(Number(0xc20), "teacher-teacher", 3, ShortageReason.NoCandidates)], 3,
            "G3.1a");
    }

    [Fact]
    public void List_each_mentor_with_the_missing_thing()
    {
        Lacks([.. Everything, Stands(Senior, SeniorLearner with { Consents = [] })], 3, "G3.2",
            ("participation-consent-missing", $"{Senior}"));
        Lacks(Everything.Without<ParticipantEvent.MentorSharingAnswered>(), 3, "G3.4", ("sharing-unanswered", $"{Senior}"),
            ("sharing-unanswered", $"{Teacher}"));
        Lacks(Everything.Without<ParticipantEvent.MentorSelected>(), 4, "G4.1", ("selection-undecided", $"{Senior}"),
            ("selection-undecided", $"{Teacher}"));
        Lacks(Everything.Without<ParticipantEvent.InterviewHeld>(), 4, "G4.2", ("interview-missing", $"{Senior}"),
            ("interview-missing", $"{Teacher}"));
        Lacks(Everything.Without<ParticipantEvent.MentorTrainingCompleted>(), 4, "G4.4", ("training-not-completed", $"{Senior}"),
            ("training-not-completed", $"{Teacher}"));
    }

    [Fact]
    public void Need_a_training_plan_with_a_valid_document() =>
        Lacks([.. Everything, new DocumentEvent.DocumentAnnulled(Plan, Why)], 4, "G4.3", ("document-annulled", $"{Plan}"));

    [Fact]
    public void Need_capacity_for_each_form_and_for_all_forms()
    {
        var many = Enumerable.Range(0, 3)
            .SelectMany(n => Mentee(Number(0x720 + n), Learner, "learner-learner", InformationSource.Parent, 0xa20 + (n * 4)));
        Lacks([.. Everything, .. many], 4, "G4.5", ("capacity-too-small", "learner-learner"));
        Lacks([.. Everything,.. many,
            new ParticipantEvent.ShortageAcknowledged(Number(0xc20), "learner-learner", 4, ShortageReason.NoCandidates)],
            4, "G4.5");
    }

    [Fact]
    public void Do_not_count_a_mentor_of_two_forms_twice()
    {
        var both = Mentor(Senior, SeniorLearner, PupilOffer with { Capacity = 1, Forms = ["learner-learner", "employer-learner"] },
            MentorCategory.Learner, 0xb00);
        Lacks([.. Prepared,.. Mentee(Pupil, Learner, "learner-learner", InformationSource.Parent, 0xa00),
            .. Mentee(Number(0x720), SeniorLearner, "employer-learner", InformationSource.Parent, 0xa20),.. both],
            4, "G4.5", ("capacity-too-small", "all-forms"));
    }

    [Fact]
    public void Do_not_count_a_wave_without_invitations()
    {
        var uninvited = Everything.Without<SurveyEvent.SurveyParticipantsInvited>().Without<SurveyEvent.SurveyAnswered>().ToList();
        Lacks(uninvited, 2, "G2.1", ("survey-wave-asked-nobody", "mentees"));
        Lacks(uninvited, 3, "G3.1", ("survey-wave-asked-nobody", "mentors"));
        Lacks(Everything.Without<SurveyEvent.SurveyWaveClosed>(), 2, "G2.1", ("survey-wave-not-closed", "mentees"));
    }

    [Fact]
    public void Do_not_count_a_wave_that_nobody_answered_without_a_waiver()
    {
        var unanswered = Everything.Without<SurveyEvent.SurveyAnswered>().ToList();
        Lacks(unanswered, 2, "G2.1", ("survey-wave-unanswered", "mentees"));
        Lacks(unanswered, 3, "G3.1", ("survey-wave-unanswered", "mentors"));
        Lacks([.. Everything, new SurveyEvent.SurveyAnswerVoided(Number(0x901), Number(0xa01), Why)], 2, "G2.1",
            ("survey-wave-unanswered", "mentees"));
        Assert.Equal(CriterionOutcome.Waived,
            Criterion(Story.Given([.. unanswered, new GateEvent.GateCriterionWaived(2, "G2.1", VeraId, Why, null)]), 2, "G2.1").Outcome);
    }

    [Fact]
    public void Do_not_show_a_mentor_as_shared_without_the_consent_to_it()
    {
        var story = Story.Given(Everything);
        var withdrawn = story.And(Stands(Senior, SeniorLearner with { Consents = [Consent(0x802)], Withdrawn = [ConsentPurpose.Sharing] }));
        Lacks(withdrawn, 3, "G3.4");
        Assert.True(PersonalPath.IsShared(story.State, story.State.Participants.Mentors[Senior], Today));
        Assert.False(PersonalPath.IsShared(withdrawn.State, withdrawn.State.Participants.Mentors[Senior], Today));
        Assert.NotEqual(Criterion(story, 3, "G3.4").Evidence, Criterion(withdrawn, 3, "G3.4").Evidence);
    }

    [Fact]
    public void Do_not_count_a_ready_mentor_who_may_not_take_part()
    {
        foreach (var stopped in new[]
        {
            SeniorLearner with { Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true },
            SeniorLearner with { Left = true }, SeniorLearner with { Consents = [] },
        })
        {
            Lacks([.. Everything, Stands(Senior, stopped)], 4, "G4.5", ("capacity-too-small", "learner-learner"));
            Lacks([.. Everything.Where(e => e is not ParticipantEvent.MentorDeclaredReady { Person: var p } || p != Teacher),
                Stands(Senior, stopped)],
                4, "G4.4", ("no-mentor-ready", "mentors"));
        }
    }

    [Fact]
    public void Do_not_check_people_removed_rejected_or_withdrawn()
    {
        Lacks([.. Everything.Without<ParticipantEvent.EntryMeasured>(),
            new ParticipantEvent.MenteeRemovedFromBase(Pupil, RemovalReason.OwnWish, null)],
            2, "G2.4", ("entry-measurement-missing", $"{YoungTeacher}"));
        Lacks([.. Everything.Without<ParticipantEvent.InterviewHeld>(),
            new ParticipantEvent.MentorRejected(Senior, SelectionGround.Motivation, null)],
            4, "G4.2", ("interview-missing", $"{Teacher}"));
        Lacks([.. Everything.Without<ParticipantEvent.MentorSharingAnswered>(),
            new ParticipantEvent.MentorWithdrew(Senior, Number(0xb30), Start, Today, WithdrawalReason.Illness, null)],
            3, "G3.4", ("sharing-unanswered", $"{Teacher}"));
    }

    [Fact]
    public void Block_an_approval_after_a_consent_was_withdrawn() => Story.Given(Everything).ApproveAll(1, 1)
        .When(Course.Submit(2)).Accepted()
        .And(Stands(Pupil, Learner with { Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true }))
        .When(Course.Approve(2)).Refused(Reason.CriteriaNotMet, "participation-consent-missing", $"G2.2:{Pupil}");

    [Fact]
    public void Show_many_people_as_a_count_and_a_digest()
    {
        var before = Evidence(Everything);
        var after =
            Evidence([.. Everything, new ParticipantEvent.ParticipantFactVoided(Pupil, Number(0xa02), Why), Measured(Pupil, 0xa09)]);
        Assert.Equal("mentees:2", before[0]);
        Assert.Matches("^digest:[0-9a-f]{64}$", before[1]);
        Assert.Equal(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);

        static IReadOnlyList<string> Evidence(IEnumerable<ProgrammeEvent> events) => Criterion(Story.Given(events), 2, "G2.4").Evidence;
    }

    [Fact]
    public void Are_only_announced_in_version_1() =>
        Assert.Equal(["G2.1", "G2.1a", "G2.2", "G2.3", "G2.4", "G2.5"], Story.Model.Stage(2).Gate.Announced.Select(c => c.Code));

    [Fact]
    public void Apply_after_a_migration_and_affect_earlier_approvals() => Course.ApprovedUpTo(4)
        .When(new CharterCommand.MigrateDefinition(Story.ModelWithPeople, Why))
        .Then<CharterEvent.DefinitionMigrated>(e => Assert.Equal([2, 3, 4], e.AffectedStages))
        .When(Course.Submit(2))
        .Refused(Reason.CriteriaNotMet, ("survey-wave-not-closed", "G2.1:mentees"), ("mentee-base-empty", "G2.1a:mentees"));

    private static ParticipantEvent.PersonStandingRecorded Stands(Guid person, PersonStatus standing) =>
        new(person, standing with { Version = 9 });

    private static void Lacks(IEnumerable<ProgrammeEvent> events, int stage, string criterion, params (string, string)[] missing) =>
        Lacks(Story.Given(events), stage, criterion, missing);

    private static void Lacks(Story story, int stage, string criterion, params (string, string)[] missing) =>
        Assert.Equal(missing, Criterion(story, stage, criterion).Missing.Select(m => (m.What, m.Where)));

    private static CriterionEvaluation Criterion(Story story, int stage, string code) =>
        story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == code);
}
