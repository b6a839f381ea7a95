using System.Collections.Immutable;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Random commands about people, with values from small pools so that they interact; some are invalid.</summary>
internal sealed class RandomParticipants(RandomSource random, Func<Guid> document, Func<DateOnly> day)
{
    private static readonly ImmutableArray<Guid> Persons =
        [Cohort.Pupil, Cohort.YoungTeacher, Cohort.Senior, Cohort.Teacher, Cohort.Engineer];
    private static readonly ImmutableArray<PersonStatus> Standings =
        [Cohort.Learner, Cohort.NewTeacher, Cohort.SeniorLearner, Cohort.OldTeacher, Cohort.Employer];
    private static readonly IReadOnlyList<string> Forms = ["learner-learner", "teacher-teacher", "employer-learner", "parent-parent"];

    private IReadOnlyList<Func<ProgrammeCommand>>? all;

    public IReadOnlyList<Func<ProgrammeCommand>> All => all ??=
    [
        ApplyAsMentee,
        () => new MenteeCommand.RecordRequest(new(Person, Fact, random.OneIn(5) ? "Учёба" : "studies", null)),
        () => new MenteeCommand.RecordInformation(new(Person, Fact, (InformationSource)random.Below(8), Why, random.OneIn(2))),
        () => new MenteeCommand.AssignForm(Person, random.Of(Forms), null),
        () => new MenteeCommand.AssignForm(Cohort.Pupil, "learner-learner", null),
        () => new MenteeCommand.NameMotivation(Person, (MenteeMotivation)random.Below(3)),
        () => new MenteeCommand.AddMenteeToBase(random.OneIn(2) ? Cohort.Pupil : Person),
        () => new MenteeCommand.RemoveMentee(Person, (RemovalReason)random.Below(8), null),
        ApplyAsMentor,
        () => new MentorCommand.ChangeOffer(Person, Offer),
        () => new MentorCommand.AnswerSharing(Person, random.OneIn(2), random.OneIn(2) ? SharingScope.Region : null),
        () => new PreparationCommand.RecordFact(new Fact.PartnerEngaged(Cohort.Factory, "business", Contour.External, Words("Завод"))),
        () => new MentorCommand.NameEnterprise(Person, random.OneIn(4) ? Fact : Cohort.Factory),
        () => new MentorCommand.AddMentorToBase(Person, (MentorCategory)random.Below(2)),
        () => new MentorCommand.RemoveMentor(Person, (RemovalReason)random.Below(8), null),
        () => new MentorCommand.SelectMentor(Person, SelectionGround.FitsRequests, null),
        () => new MentorCommand.SelectMentor(Cohort.Senior, SelectionGround.FitsRequests, null),
        () => new MentorCommand.RejectMentor(Person, SelectionGround.NoFittingRequest, Why),
        () => new MentorCommand.HoldInterview(new(Person, Fact, day(), random.OneIn(2), (InterviewOutcome)random.Below(3))),
        () => new MentorCommand.CompleteTraining(new(Person, Fact, random.Below(400), (TrainingResult)random.Below(2), null)),
        () => new MentorCommand.FixLabourTerms(new(Person, Fact, document())),
        () => new MentorCommand.DeclareReady(Person),
        () => new MentorCommand.RevokeReadiness(Person, RevocationReason.MentorRequest, null),
        () => new MentorCommand.WithdrawMentor(Person, Fact, day(), random.OneIn(2) ? null : day(), WithdrawalReason.OwnWish, null,
            ["11-04"]),
        () => new ParticipantCommand.MeasureEntry(Cohort.Measured(Person, 0) with { Id = Fact }),
        () => new ParticipantCommand.ProposePairs([new(Fact, Person, Person)]),
        () => new ParticipantCommand.VoidParticipantFact(random.OneIn(3) ? null : Person, Fact, Why),
        () => new ParticipantCommand.VoidParticipantFact(Cohort.Pupil, Number(0xa00 + random.Below(3)), Why),
        () => new TrainingCommand.EngageExpert(new(Fact, day(), Contour.Internal, null, null)),
        () => new TrainingCommand.PrepareMaterials(new(Fact, day(), [document()])),
        () => new TrainingCommand.ApproveTrainingPlan(new(Fact, document(), random.OneIn(4) ? [] : [new("first-meeting", day(), 90)])),
        () => new TrainingCommand.HoldSession(new(Fact, day(), 90, [Person, Person])),
        () => new TrainingCommand.InformMentors(new(Fact, day(), random.Below(30) - 2, null)),
        () => new TrainingCommand.AcknowledgeShortage(new(Fact, random.Of(Forms), 2 + random.Below(4), ShortageReason.Other)),
    ];

    /// <summary>The event that a decision on a person's stream appends.</summary>
    public ParticipantEvent.PersonStandingRecorded News
    {
        get
        {
            var person = Person;
            return new(person, StandingOf(person));
        }
    }

    private Guid Person => random.Of(Persons);

    private Guid Fact => Number(0xd00 + random.Below(60));

    private PersonStatus? Known(Guid person) => random.OneIn(9) ? null : StandingOf(person);

    private PersonStatus StandingOf(Guid person) =>
        Standings[Persons.IndexOf(person)] with { Version = random.Below(9), Restricted = random.OneIn(12), Left = random.OneIn(12) };

    private MenteeCommand.ApplyAsMentee ApplyAsMentee()
    {
        var person = Person;
        return new(person, Known(person));
    }

    private MentorCommand.ApplyAsMentor ApplyAsMentor()
    {
        var person = Person;
        return new(person, Known(person), Offer);
    }

    private MentorOffer Offer => Cohort.PupilOffer with { Capacity = random.Below(5), Forms = random.OneIn(6) ? [] : [random.Of(Forms)] };
}
