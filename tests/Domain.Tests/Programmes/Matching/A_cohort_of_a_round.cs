using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>What a proposal reads from the programme: who looks for a mentor, who offers, and what keeps them apart.</summary>
public sealed class A_cohort_of_a_round
{
    private const string OfEmployers = "employer-learner";

    private static readonly TandemEvent.TandemFormed Formed =
        new(Joined, Form, TandemKind.Pair, OtherSenior, [Second], null, null, [], null);

    [Fact]
    public void Has_mentees_of_the_form_without_a_mentor_and_mentors_who_offer_it()
    {
        var cohort = Read(Begun);
        Assert.Equal([Pupil, Second, Third], Persons(cohort));
        Assert.Equal([Senior, OtherSenior], cohort.Mentors.Select(m => m.Person));
        Assert.Equal((Form, new CohortRules(HigherLevel: true, OtherOrganisation: false)), (cohort.Form, cohort.Rules));
        Assert.All(cohort.Mentees, m => Assert.Null(m.Barrier));
        Assert.All(cohort.Mentors, m => Assert.Null(m.Barrier));
        Assert.Equal([Pupil, Third], Persons(Read(Begun.And(Formed))));
        Assert.Equal([Pupil, Second, Third], Persons(Read(Begun.And(new ParticipantEvent.MenteeRemovedFromBase(
            YoungTeacher, RemovalReason.Other, null)))));
        Assert.Equal([Second, Third], Persons(Read(Begun.And(new ParticipantEvent.MenteeRemovedFromBase(
            Pupil, RemovalReason.Other, null)))));
    }

    [Fact]
    public void Leaves_out_who_has_completed_the_work_and_takes_back_who_was_separated()
    {
        Assert.Equal([Pupil, Third], Persons(Read(Begun.And(Formed, new TandemEvent.TandemCompleted(Joined, TandemOutcome.Reached)))));
        var separated = Read(Begun.And(
            Formed, new TandemEvent.TandemDissolved(Joined, TandemParty.Mentee, SeparationReason.Incompatible, null, null)));
        Assert.Equal([Pupil, Second, Third], Persons(separated));
        Assert.Equal([new CohortPair(CohortPairKind.Dissolved, OtherSenior, Second)], separated.Pairs);
    }

    [Fact]
    public void Counts_seats_but_not_those_of_tandems_that_are_looked_at_as_not_formed()
    {
        Assert.Equal([0, 1], Read(Begun.And(Formed)).Mentors.Select(m => m.Occupied));
        var besides = CohortOfRound.Of(
            Begun.And(Formed).State, Begun.State.Matching.Rounds[Round], Today, Story.ModelWithPeople, new HashSet<Guid> { Joined });
        Assert.Equal(Read(Begun).Text, besides.Text);
    }

    [Fact]
    public void Says_what_keeps_a_mentee_or_a_mentor_from_everybody()
    {
        Assert.Equal(MatchConstraint.MenteeConsent, OfPupil(Learner with { Consents = [] }));
        Assert.Equal(MatchConstraint.MenteeConsent, OfPupil(Learner with { Left = true }));
        Assert.Equal(MatchConstraint.MenteeEligible, OfPupil(Learner with { Kinds = [PersonKind.Student] }));
        Assert.Equal(MatchConstraint.MentorReady, OfSenior(SeniorLearner with { Consents = [] }));
        Assert.Equal(MatchConstraint.MentorEligible, OfSenior(SeniorLearner with { Contour = Contour.External }));
        Assert.Equal(
            MatchConstraint.MentorReady,
            Read(Begun.And(new ParticipantEvent.ReadinessRevoked(Senior, RevocationReason.Other, null))).Mentors[0].Barrier);

        static MatchConstraint? OfPupil(PersonStatus standing) => Read(Begun.And(Stands(Pupil, standing))).Mentees[0].Barrier;

        static MatchConstraint? OfSenior(PersonStatus standing) => Read(Begun.And(Stands(Senior, standing))).Mentors[0].Barrier;
    }

    [Fact]
    public void Wants_a_clearance_of_an_adult_mentor_of_minors()
    {
        var story = Story.Given(
        [
            .. Everybody, Opened with { Form = OfEmployers },
            .. Mentee(Number(0x709), SeniorLearner, OfEmployers, InformationSource.Parent, 0x3010),
            .. Mentor(Engineer, Employer, EmployerOffer with { Subject = "physics" }, MentorCategory.EmployerRepresentative, 0x3020),
        ]);
        Assert.Equal((MatchConstraint.MenteeEligible, MatchConstraint.MentorEligible),
            (Read(story).Mentees[0].Barrier!.Value, Read(story).Mentors[0].Barrier!.Value));
        story = story.And([.. Participants.Cohort.OfEmployers(Number(0x709), Engineer)]);
        Assert.Null(Read(story).Mentees[0].Barrier);
        Assert.Null(Read(story).Mentors[0].Barrier);
        Assert.Equal(["leadership", "physics"], Read(story).Mentors[0].Competences);
        var expired = Stands(Engineer, Employer with { Clearance = new(Start, Yesterday) });
        Assert.Equal(MatchConstraint.MentorClearance, Read(story.And(expired)).Mentors[0].Barrier);
    }

    [Fact]
    public void Has_requests_without_the_sealed_ones_and_the_wishes_of_those_who_are_in_it()
    {
        var cohort = Read(Begun.And(
            new ParticipantEvent.MenteeRequestRecorded(Pupil, Number(0x3001), SpecialCategories.Sealed, Why),
            new ParticipantEvent.MenteeRequestRecorded(Pupil, Number(0x3002), "studies", null),
            Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentors, Teacher, 2, YoungTeacher),
            new ParticipantEvent.PairProposed(Number(0x3003), Senior, Third),
            new ParticipantEvent.PairProposed(Number(0x3004), Teacher, YoungTeacher),
            new MatchingEvent.PairConflictDeclared(Number(0x3005), Senior, Second, ConflictGround.Teaching, null)));
        Assert.Equal(["studies"], cohort.Mentees[0].Requests);
        Assert.Equal([Pupil], cohort.OfMentees.Select(w => w.Person));
        Assert.Empty(cohort.OfMentors);
        Assert.Equal(
            [new CohortPair(CohortPairKind.Registered, Senior, Third), new CohortPair(CohortPairKind.Conflict, Senior, Second)],
            cohort.Pairs);
    }

    [Fact]
    public void Knows_who_leads_whom_already() =>
        Assert.Equal(
            [new CohortPair(CohortPairKind.Reversed, Senior, Pupil)],
            Read(Begun.And(new TandemEvent.TandemFormed(
                Joined, "teacher-teacher", TandemKind.Pair, Pupil, [Senior], null, null, [], null))).Pairs);

    [Fact]
    public void Knows_who_left_the_group_of_whom()
    {
        var story = Begun.And(
            Formed with { Kind = TandemKind.Group, Mentees = [Second, Third] },
            new TandemEvent.MentorReplaced(Joined, OtherSenior, Senior, Course.SecondOrder, Today, SeparationReason.MentorLeft))
            .On(Tomorrow).And(
                new TandemEvent.MemberLeft(Joined, Second, TandemParty.Mentee, SeparationReason.OwnWish, null));
        Assert.Equal([Pupil, Second], Persons(Read(story)));
        Assert.Equal([new CohortPair(CohortPairKind.Dissolved, Senior, Second)], Read(story).Pairs);
        Assert.Equal([1, 0], Read(story).Mentors.Select(m => m.Occupied));
        // The next mentor of the group never worked with the mentee who had left before.
        var replaced = Begun.And(
            Formed with { Kind = TandemKind.Group, Mentees = [Second, Third] },
            new TandemEvent.MemberLeft(Joined, Second, TandemParty.Mentee, SeparationReason.OwnWish, null))
            .On(Tomorrow).And(
                new TandemEvent.MentorReplaced(Joined, OtherSenior, Senior, Course.SecondOrder, Tomorrow, SeparationReason.MentorLeft));
        Assert.Equal([new CohortPair(CohortPairKind.Dissolved, OtherSenior, Second)], Read(replaced).Pairs);
    }

    [Fact]
    public void Has_nothing_about_two_of_whom_only_one_is_in_it()
    {
        Assert.Empty(Read(Begun.And(
            new MatchingEvent.PairConflictDeclared(Number(0x3005), Senior, YoungTeacher, ConflictGround.Teaching, null),
            new MatchingEvent.PairConflictDeclared(Number(0x3006), Teacher, Pupil, ConflictGround.Teaching, null))).Pairs);
        var employers = Story.Given([.. Everybody, Opened with { Form = OfEmployers }]);
        Assert.Equal(new CohortRules(HigherLevel: false, OtherOrganisation: true), Read(employers).Rules);
    }

    [Fact]
    public void Counts_a_mentee_of_two_tandems_of_a_mentor_once() =>
        Assert.Equal(
            [2, 0],
            Read(Begun.And(
                Formed with { Mentor = Senior }, Formed with { Tandem = Number(0x1008), Mentor = Senior },
                Formed with { Tandem = Number(0x1009), Mentor = Senior, Mentees = [Third] })).Mentors.Select(m => m.Occupied));

    [Fact]
    public void Frees_the_seats_of_work_that_is_completed_and_the_mentor_of_it_as_a_mentee()
    {
        var reversed = Formed with { Form = "teacher-teacher", Mentor = Pupil, Mentees = [Senior] };
        var ended = Read(Begun.And(
            Formed, new TandemEvent.TandemCompleted(Joined, TandemOutcome.Reached), reversed with { Tandem = Number(0x1008) },
            new TandemEvent.TandemCompleted(Number(0x1008), TandemOutcome.Reached)));
        Assert.Equal([0, 0], ended.Mentors.Select(m => m.Occupied));
        Assert.Empty(ended.Pairs);
    }

    [Fact]
    public void Has_no_mentor_whose_withdrawal_has_taken_effect()
    {
        Assert.Equal([OtherSenior], Withdrawn(Today));
        Assert.Equal([Senior, OtherSenior], Withdrawn(Tomorrow));

        static IEnumerable<Guid> Withdrawn(DateOnly from) => Read(Begun.And(
            new ParticipantEvent.MentorWithdrew(Senior, Number(0x3006), Start, from, WithdrawalReason.Illness, null)))
            .Mentors.Select(m => m.Person);
    }

    [Fact]
    public void Has_the_facts_by_which_pairs_are_scored()
    {
        var cohort = Read(Begun.And(Stands(Third, Learner with { Contour = Contour.External, AgeBand = AgeBand.Fourteen, Grade = 7 })));
        Assert.Equal(
            [(AgeBand.TenToThirteen, true, 5), (AgeBand.TenToThirteen, true, 5), (AgeBand.Fourteen, false, (int?)7)],
            cohort.Mentees.Select(m => (m.Age, m.Internal, m.Grade)));
        Assert.Equal(
            [(true, 10, 2, 10, 13), (true, 10, 1, 10, (int?)13)],
            cohort.Mentors.Select(m => (m.Internal, m.Grade, m.Capacity, m.AgeFrom, m.AgeTo)));
        Assert.Equal(["leadership"], cohort.Mentors[0].Competences);
        Assert.Equal(["chess"], cohort.Mentors[0].Interests);
    }

    private static MentorshipFlow.Programmes.Matching.Cohort Read(Story story) =>
        CohortOfRound.Of(story.State, story.State.Matching.Rounds[Round], Today, Story.ModelWithPeople);

    private static IEnumerable<Guid> Persons(MentorshipFlow.Programmes.Matching.Cohort cohort) => cohort.Mentees.Select(m => m.Person);

    private static ParticipantEvent.PersonStandingRecorded Stands(Guid person, PersonStatus standing) =>
        new(person, standing with { Version = 9 });
}
