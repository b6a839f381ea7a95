using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Recognition;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Completion.Finale;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>Recognition, results in the bases and the long-term base (M164, M169 to M176).</summary>
public sealed class A_recognition
{
    [Fact]
    public void Names_nobody_without_a_consent_on_the_day_of_the_publication() =>
        Given().When(new RecognitionCommand.Recognise(Naming(Cohort.Teacher, Cohort.Senior)))
            .Refused(Reason.ConditionsNotMet, "publication-consent-missing", $"{Cohort.Senior}")
            .When(new RecognitionCommand.Recognise(Naming(Cohort.Teacher))).Then(Naming(Cohort.Teacher))
            .When(new RecognitionCommand.RemoveNameFromPublication(Publication, Cohort.Teacher)).Accepted()
            .When(new RecognitionCommand.RemoveNameFromPublication(Publication, Cohort.Teacher)).Refused(Reason.NothingChanges);

    [Fact]
    public void Publishes_without_names_at_any_time() =>
        Given().When(new RecognitionCommand.Recognise(Naming())).Then(Naming())
            .When(new RecognitionCommand.Recognise(Naming() with { Id = Number(0x1201), Url = Words("school49.example") }))
            .Refused(Reason.ValueOutOfRange, "url-invalid", "/url")
            .When(new RecognitionCommand.Recognise(Naming() with { Id = Number(0x1201), Site = PublicationSite.Partner }))
            .Refused(Reason.ValueOutOfRange, "partner-of-another-site", "partner")
            .When(new RecognitionCommand.Recognise(
                Naming() with { Id = Number(0x1201), Site = PublicationSite.Partner, Partner = Partner })).Accepted();

    [Fact]
    public void Rests_on_orders_letters_and_partners() =>
        Given()
            .When(new RecognitionCommand.Recognise(new Recognised.EncouragementOrdered(Number(0x1202), Letter, [Cohort.Senior])))
            .Refused(Reason.DocumentNotAnOrder, "document-not-an-order", $"{Letter}")
            .When(new RecognitionCommand.Recognise(new Recognised.EncouragementOrdered(Number(0x1202), Encouragement, [])))
            .Refused(Reason.ValueOutOfRange, "persons-empty", "0")
            .When(new RecognitionCommand.Recognise(new Recognised.EncouragementOrdered(Number(0x1202), Encouragement, [Number(0x1fff)])))
            .Refused(Reason.Unknown, "participant-unknown", $"{Number(0x1fff)}")
            .When(new RecognitionCommand.Recognise(new Recognised.ThankYouLetterIssued(Number(0x1202), Letter, Letter)))
            .Refused(Reason.Unknown, "partner-unknown", $"{Letter}")
            .When(new RecognitionCommand.Recognise(
                new Recognised.EncouragementOrdered(Number(0x1202), Encouragement, [Cohort.Senior, VeraId])))
            .Accepted();

    [Fact]
    public void Gives_a_pair_to_the_best_pair_and_one_person_to_the_mentor_of_the_year() =>
        Given()
            .When(Held(Nomination.BestPair, new CompetitionPlace(1, [Cohort.Senior])))
            .Refused(Reason.ValueOutOfRange, "place-of-another-nomination", "best-pair")
            .When(Held(Nomination.MentorOfTheYear, new CompetitionPlace(1, [Cohort.Senior, Cohort.Pupil])))
            .Refused(Reason.ValueOutOfRange, "place-of-another-nomination", "mentor-of-the-year")
            .When(Held(Nomination.MentorOfTheYear, new CompetitionPlace(0, [Cohort.Senior])))
            .Refused(Reason.ValueOutOfRange, "place-out-of-range", "/places")
            .When(Held(Nomination.BestPair, new CompetitionPlace(1, [Cohort.Senior, Cohort.Pupil]))).Accepted();

    [Fact]
    public void Is_voided_once() =>
        Given([.. Recognition]).When(new RecognitionCommand.VoidRecognitionFact(Publication, Why)).Accepted()
            .When(new RecognitionCommand.VoidRecognitionFact(Publication, Why)).Refused(Reason.Unknown, "fact-unknown", $"{Publication}")
            .When(new RecognitionCommand.Recognise(Naming())).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Publication}");

    [Fact]
    public void Enters_results_of_those_in_the_bases() =>
        Given()
            .When(new MenteeCommand.EnterMenteeResult(Cohort.Pupil, EntryResult.Reached, Why))
            .Then(new ParticipantEvent.MenteeResultEntered(Cohort.Pupil, EntryResult.Reached, Why))
            .When(new MentorCommand.EnterMentorResult(Cohort.Pupil, EntryResult.Reached, null))
            .Refused(Reason.Unknown, "mentor-unknown", $"{Cohort.Pupil}");

    [Fact]
    public void Moves_to_the_long_term_base_only_with_a_consent_that_outlives_the_programme() =>
        Given(new ParticipantEvent.PersonStandingRecorded(Cohort.Senior, Cohort.SeniorLearner with
        {
            Version = 3, Consents = [new(Number(0x823), ConsentPurpose.LongTermBase, Start, Cohort.LastDay)],
        }))
            .When(new MentorCommand.MoveToLongTermBase(Cohort.Senior))
            .Refused(Reason.ConditionsNotMet, "long-term-consent-missing", $"{Cohort.Senior}")
            .When(new MentorCommand.MoveToLongTermBase(Cohort.Teacher))
            .Then(new ParticipantEvent.MovedToLongTermBase(Cohort.Teacher, Number(0x822)))
            .When(new MentorCommand.MoveToLongTermBase(Cohort.Teacher)).Refused(Reason.NothingChanges)
            .When(new MentorCommand.RemoveFromLongTermBase(Cohort.Teacher, RemovalReason.OwnWish, null)).Accepted()
            .When(new MentorCommand.RemoveFromLongTermBase(Cohort.Teacher, RemovalReason.OwnWish, null)).Refused(Reason.NothingChanges);

    [Fact]
    public void Starts_the_next_programme_with_those_who_still_consent()
    {
        var (from, adult) = (Number(0x1203), new LongTermMentor(Cohort.Teacher, Praised, Cohort.TeacherOffer, MentorCategory.Teacher));
        LongTermMentor[] found =
            [adult, new(Cohort.Engineer, Cohort.Employer, Cohort.EmployerOffer, MentorCategory.EmployerRepresentative)];
        Cohort.Given()
            .When(new ParticipantCommand.TakeLongTermMentors(from, [], null)).Refused(Reason.Unknown, "programme-unknown", $"{from}")
            .When(new ParticipantCommand.TakeLongTermMentors(from, [Cohort.Senior], found))
            .Refused(Reason.Unknown, "long-term-mentor-unknown", $"{Cohort.Senior}")
            .When(new ParticipantCommand.TakeLongTermMentors(from, [Cohort.Engineer], found))
            .Refused(Reason.ConditionsNotMet, "long-term-consent-missing", $"{Cohort.Engineer}")
            .When(new ParticipantCommand.TakeLongTermMentors(from, [], found))
            .Then(new ParticipantEvent.LongTermMentorsTaken(from, [Cohort.Teacher]),
                new ParticipantEvent.MentorApplied(Cohort.Teacher, Praised, false, Cohort.TeacherOffer),
                new ParticipantEvent.MentorAddedToBase(Cohort.Teacher, MentorCategory.Teacher))
            .When(new ParticipantCommand.TakeLongTermMentors(from, [], found)).Refused(Reason.NothingChanges);
    }

    private static RecognitionCommand.Recognise Held(Nomination nomination, params CompetitionPlace[] places) =>
        new(new Recognised.CompetitionHeld(Number(0x1204), nomination, Yesterday, places, null));
}
