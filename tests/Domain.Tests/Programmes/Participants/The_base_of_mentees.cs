using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>M106 to M117: from the application to the base, and removal from it.</summary>
public sealed class The_base_of_mentees
{
    private static readonly ParticipantEvent.MenteeApplied Applied = new(Pupil, Learner, false);
    private static readonly ParticipantEvent.MenteeRequestRecorded Request = new(Pupil, Number(0xa00), "studies", Why);

    [Fact]
    public void Accepts_one_application_of_a_registered_person() => Given()
        .When(new MenteeCommand.ApplyAsMentee(Pupil, null)).Refused(Reason.Unknown, "person-unknown", $"{Pupil}")
        .When(new MenteeCommand.ApplyAsMentee(Pupil, Learner)).Then(Applied)
        .When(new MenteeCommand.ApplyAsMentee(Pupil, Learner)).Refused(Reason.AlreadyRecorded, "application-recorded", $"{Pupil}");

    [Fact]
    public void Is_for_learners_from_ten_years() => Given()
        .When(new MenteeCommand.ApplyAsMentee(Pupil, Learner with { AgeBand = AgeBand.UnderTen }))
        .Refused(Reason.NotEligible, "mentee-too-young", $"{Pupil}")
        .When(new MenteeCommand.ApplyAsMentee(YoungTeacher, NewTeacher)).Accepted();

    [Theory]
    [InlineData("person-restricted"), InlineData("person-left"), InlineData("person-erased")]
    public void Refuses_a_person_who_may_not_take_part(string why)
    {
        var standing = Barred(why);
        Given().When(new MenteeCommand.ApplyAsMentee(Pupil, standing)).Refused(Reason.NotTakingPart, why, $"{Pupil}");
        Given(Applied, new ParticipantEvent.PersonStandingRecorded(Pupil, standing with { Version = 3 }))
            .When(new MenteeCommand.RecordRequest(Request)).Refused(Reason.NotTakingPart, why, $"{Pupil}")
            .When(new ParticipantCommand.MeasureEntry(Measured(Pupil, 0xa02))).Refused(Reason.NotTakingPart, why, $"{Pupil}")
            .When(new MenteeCommand.RemoveMentee(Pupil, RemovalReason.ConsentWithdrawn, null))
            .Then(new ParticipantEvent.MenteeRemovedFromBase(Pupil, RemovalReason.ConsentWithdrawn, null));
    }

    [Fact]
    public void Refuses_a_person_without_consent_or_request() => Given(Applied with { Standing = Learner with { Consents = [] } })
        .When(new MenteeCommand.AddMenteeToBase(Pupil))
        .Refused(Reason.ConditionsNotMet, ("participation-consent-missing", $"{Pupil}"), ("request-missing", $"{Pupil}"))
        .When(new MenteeCommand.RecordRequest(Request)).Then(Request)
        .And(new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 3 }))
        .When(new MenteeCommand.AddMenteeToBase(Pupil)).Then(new ParticipantEvent.MenteeAddedToBase(Pupil))
        .When(new MenteeCommand.AddMenteeToBase(Pupil)).Refused(Reason.AlreadyRecorded, "mentee-in-base", $"{Pupil}");

    [Theory]
    [InlineData("special-educational-needs"), InlineData("deti-s-ovz"), InlineData("health")]
    public void Refuses_a_request_that_names_a_special_category(string category) => Given(Applied)
        .When(new MenteeCommand.RecordRequest(Request with { Category = category }))
        .Refused(Reason.ValueOutOfRange, "category-special", "restricted");

    [Fact]
    public void Accepts_a_restricted_request_with_a_text_and_a_separate_consent()
    {
        var consent = new ConsentInForce(Number(0x820), ConsentPurpose.SpecialCategories, Start, LastDay);
        var restricted = Request with { Category = SpecialCategories.Sealed };
        Given(Applied)
            .When(new MenteeCommand.RecordRequest(restricted with { Text = null }))
            .Refused(Reason.EvidenceRequired, "request-text-missing", $"{Pupil}")
            .When(new MenteeCommand.RecordRequest(restricted))
            .Refused(Reason.ConditionsNotMet, "special-categories-consent-missing", $"{Pupil}")
            .And(new ParticipantEvent.PersonStandingRecorded(Pupil,
                Learner with { Version = 3, Consents = [.. Learner.Consents, consent] }))
            .When(new MenteeCommand.RecordRequest(restricted)).Then(restricted);
    }

    [Fact]
    public void Accepts_a_consent_from_its_first_to_its_last_day()
    {
        var story = Given(Applied, Request);
        story.On(LastDay).When(new MenteeCommand.AddMenteeToBase(Pupil)).Accepted();
        story.On(LastDay.AddDays(1)).When(new MenteeCommand.AddMenteeToBase(Pupil))
            .Refused(Reason.ConditionsNotMet, "participation-consent-missing", $"{Pupil}");
    }

    [Fact]
    public void Never_replaces_a_newer_status_by_an_older_one() => Given(Applied, Request)
        .And(new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 5, Consents = [] }),
            new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 4 }))
        .When(new MenteeCommand.AddMenteeToBase(Pupil)).Refused(Reason.ConditionsNotMet, "participation-consent-missing", $"{Pupil}");

    [Fact]
    public void Assigns_only_an_enabled_form_that_fits()
    {
        var story = Given(Applied);
        story.When(new MenteeCommand.AssignForm(Pupil, "learner-learner", "leader-passive"))
            .Then(new ParticipantEvent.MenteeFormAssigned(Pupil, "learner-learner", "leader-passive"))
            .When(new MenteeCommand.AssignForm(Pupil, "learner-learner", "leader-passive")).Refused(Reason.NothingChanges)
            .When(new MenteeCommand.AssignForm(Pupil, "learner-learner", "Иное"))
            .Refused(Reason.Unknown, "variant-unknown", "/variant Иное");
        story.When(new MenteeCommand.AssignForm(Pupil, "parent-parent", null)).Refused(Reason.Unknown, "form-unknown", "parent-parent");
        story.When(new MenteeCommand.AssignForm(Pupil, "student-learner", null))
            .Refused(Reason.FormNotEnabled, "form-not-enabled", "student-learner");
        story.When(new MenteeCommand.AssignForm(Pupil, "employer-learner", null))
            .Refused(Reason.NotEligible, "mentee-in-senior-classes", "employer-learner");
        story.When(new MenteeCommand.AssignForm(Pupil, "teacher-teacher", null))
            .Refused(Reason.NotEligible, ("kind-not-in-form", "teacher-teacher"), ("mentee-young-or-new", "teacher-teacher"));
    }

    [Fact]
    public void Accepts_a_teacher_who_is_a_young_specialist_or_a_new_employee()
    {
        var assign = new MenteeCommand.AssignForm(YoungTeacher, "teacher-teacher", null);
        Given(new ParticipantEvent.MenteeApplied(YoungTeacher, NewTeacher, false)).When(assign).Accepted();
        Given(new ParticipantEvent.MenteeApplied(YoungTeacher, OldTeacher with { NewHire = true }, false)).When(assign).Accepted();
        Given(new ParticipantEvent.MenteeApplied(YoungTeacher, OldTeacher, false)).When(assign)
            .Refused(Reason.NotEligible, "mentee-young-or-new", "teacher-teacher");
    }

    [Fact]
    public void Needs_learners_of_the_organisation_for_the_form_pupil_pupil() =>
        Given(Applied with { Standing = Learner with { Contour = Contour.External } })
        .When(new MenteeCommand.AssignForm(Pupil, "learner-learner", null))
        .Refused(Reason.NotEligible, "not-of-this-organisation", "learner-learner");

    [Fact]
    public void Needs_students_for_the_form_employer_student()
    {
        var enabled = new PreparationEvent.FormEnabled("employer-student", [], [TandemKind.Pair], null);
        var assign = new MenteeCommand.AssignForm(Pupil, "employer-student", null);
        Given(enabled, Applied).When(assign).Refused(Reason.NotEligible, "kind-not-in-form", "employer-student");
        Given(enabled, Applied with { Standing = Learner with { Kinds = [PersonKind.Student] } }).When(assign).Accepted();
    }

    [Fact]
    public void Accepts_measurements_in_codes_and_decimals()
    {
        var good = Measured(Pupil, 0xa02);
        var story = Given(Applied).When(new ParticipantCommand.MeasureEntry(good)).Then(good);
        story.When(new ParticipantCommand.MeasureEntry(good)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{good.Id}");
        Given().When(new ParticipantCommand.MeasureEntry(good)).Refused(Reason.Unknown, "participant-unknown", $"{Pupil}");
        var next = good with { Id = Number(0xa03) };
        story.When(new ParticipantCommand.MeasureEntry(next with { Indicators = [] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/indicators");
        Refused("Q_SUPPORT", "семь", Reason.ValueOutOfRange, "decimal-invalid", "/value семь");
        story.When(new ParticipantCommand.MeasureEntry(next with { Indicators = [new("Q_SUPPORT", "1"), new("Q_SUPPORT", "2")] }))
            .Refused(Reason.AlreadyRecorded, "code-recorded", "Q_SUPPORT");
        story.When(new ParticipantCommand.MeasureEntry(next with { MeasuredOn = Tomorrow }))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21");
        Refused("Q_MOOD", "7", Reason.Unknown, "indicator-unknown", "/code Q_MOOD");
        Refused("Q_SUPPORT", "11", Reason.ValueOutOfRange, "indicator-out-of-range", "/value 11");
        Refused("Q_SUPPORT", "0", Reason.ValueOutOfRange, "indicator-out-of-range", "/value 0");
        Refused("Q_SUPPORT", "7.5", Reason.ValueOutOfRange, "indicator-out-of-range", "/value 7.5");
        Refused("mark-average", "4.255", Reason.ValueOutOfRange, "indicator-out-of-range", "/value 4.255");
        Assert.All(
            new[] { ("mark-average", "4.25"), ("Q_YN_GLAD", "0"), ("remarks", "0"), ("Q_SUPPORT", "10") },
            i => story.When(new ParticipantCommand.MeasureEntry(next with { Indicators = [new(i.Item1, i.Item2)] })).Accepted());

        void Refused(string code, string value, Reason reason, string what, string where) => story
            .When(new ParticipantCommand.MeasureEntry(next with { Indicators = [new("Q_EFFECT", "1"), new(code, value)] }))
            .Refused(reason, what, $"/indicators/1{where}");
    }

    [Fact]
    public void Refuses_a_variant_that_its_form_does_not_have() =>
        Given(Applied).When(new MenteeCommand.AssignForm(Pupil, "learner-learner", "experienced-young"))
            .Refused(Reason.Unknown, "variant-unknown", "/variant experienced-young");

    [Fact]
    public void Ignores_voided_facts() => Given(Applied, Request)
        .When(new ParticipantCommand.VoidParticipantFact(YoungTeacher, Request.Id, Why))
        .Refused(Reason.Unknown, "fact-unknown", $"{Request.Id}")
        .When(new ParticipantCommand.VoidParticipantFact(Pupil, Request.Id, Why))
        .Then(new ParticipantEvent.ParticipantFactVoided(Pupil, Request.Id, Why))
        .When(new ParticipantCommand.VoidParticipantFact(Pupil, Request.Id, Why)).Refused(Reason.Unknown, "fact-unknown", $"{Request.Id}")
        .When(new MenteeCommand.RecordRequest(Request)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Request.Id}")
        .When(new MenteeCommand.AddMenteeToBase(Pupil)).Refused(Reason.ConditionsNotMet, "request-missing", $"{Pupil}");

    [Fact]
    public void Removes_a_person_with_a_reason_and_adds_them_again() =>
        Given(Applied, Request, new ParticipantEvent.MenteeAddedToBase(Pupil))
        .When(new MenteeCommand.RemoveMentee(Pupil, RemovalReason.RecordedByMistake, null)).Accepted()
        .When(new MenteeCommand.RemoveMentee(Pupil, RemovalReason.OwnWish, null)).Refused(Reason.NothingChanges)
        .When(new MenteeCommand.AddMenteeToBase(Pupil)).Then(new ParticipantEvent.MenteeAddedToBase(Pupil));

    [Fact]
    public void Allows_removals_while_the_programme_is_suspended() =>
        Given(Applied, Request, new ParticipantEvent.MenteeAddedToBase(Pupil),
            new CharterEvent.ProgrammeSuspended(Course.CuratorOrder, Why))
        .When(new MenteeCommand.RecordRequest(Request with { Id = Number(0xa05) })).Refused(Reason.ProgrammeSuspended)
        .When(new ParticipantCommand.VoidParticipantFact(Pupil, Request.Id, Why)).Accepted()
        .When(new MenteeCommand.RemoveMentee(Pupil, RemovalReason.OwnWish, Why)).Accepted();

    [Theory]
    [InlineData("studies-7", true), InlineData("89134445566", false), InlineData("Учёба", false), InlineData("", false)]
    [InlineData("a_b", false)]
    public void Accepts_no_codes_that_could_be_personal_numbers(string code, bool valid) =>
        Assert.Equal(valid, ParticipantDecider.IsCode(code));

    private static PersonStatus Barred(string why) => why switch
    {
        "person-restricted" => Learner with { Restricted = true },
        "person-left" => Learner with { Left = true },
        _ => Learner with { Erasure = ErasureStatus.ErasedInTerm },
    };
}
