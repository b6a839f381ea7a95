using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Completion;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The evidence that the criteria on people, tandems and results name. The hash of an approval covers it, so a changed fact
/// always changes the hash.</summary>
public sealed class The_evidence_of_the_gates
{
    private static readonly (Guid Pupil, Guid Young) Mentees = (Participants.Cohort.Pupil, Participants.Cohort.YoungTeacher);
    private static readonly (Guid Senior, Guid Teacher) Mentors = (Participants.Cohort.Senior, Participants.Cohort.Teacher);

    private static Story People => Story.Given(Participants.Cohort.Everything);

    private static Story Ended => Story.Given(Finale.Everything);

    [Fact]
    public void Of_the_second_is_each_mentee_with_what_was_recorded()
    {
        Shows(People, 2, "G2.1", $"wave:{Number(0x901)}");
        Shows(People, 2, "G2.1a", "mentees:2", Digest($"{Mentees.Pupil}", $"{Mentees.Young}"));
        Shows(People, 2, "G2.2", "mentees:2", Digest($"{Mentees.Pupil} {Number(0x801)}", $"{Mentees.Young} {Number(0x803)}"));
        Shows(People, 2, "G2.3", "mentees:2", Digest(
            $"{Mentees.Pupil} learner-learner  {Number(0xa00)}", $"{Mentees.Young} teacher-teacher  {Number(0xa10)}"));
        Shows(People, 2, "G2.4", "mentees:2", Digest($"{Mentees.Pupil} {Number(0xa02)}", $"{Mentees.Young} {Number(0xa12)}"));
        Shows(People, 2, "G2.5", "mentees:2", Digest($"{Mentees.Pupil} {Number(0xa01)}", $"{Mentees.Young} {Number(0xa11)}"));
    }

    [Fact]
    public void Of_the_third_is_each_mentor_with_forms_consents_and_sharing()
    {
        Shows(People, 3, "G3.1", $"wave:{Number(0x902)}");
        Shows(People, 3, "G3.1a", "mentors:2", Digest($"{Mentors.Senior} learner-learner", $"{Mentors.Teacher} teacher-teacher"));
        Shows(People, 3, "G3.2", "mentors:2", Digest($"{Mentors.Senior} {Number(0x802)}", $"{Mentors.Teacher} {Number(0x804)}"));
        Shows(People, 3, "G3.3", $"fact:{Number(0xc01)}");
        Shows(People.And(new ParticipantEvent.MentorSharingAnswered(Mentors.Teacher, false, null)), 3, "G3.4",
            "mentors:2", Digest($"{Mentors.Senior} yes Region", $"{Mentors.Teacher} no "));
    }

    [Fact]
    public void Of_the_fourth_is_the_selection_and_the_training()
    {
        Shows(People.And(new ParticipantEvent.MentorRejected(Mentors.Teacher, SelectionGround.Motivation, null)), 4, "G4.1",
            "mentors:2", Digest($"{Mentors.Senior} selected", $"{Mentors.Teacher} rejected"));
        Shows(People, 4, "G4.2", "mentors:2", Digest($"{Mentors.Senior} {Number(0xb00)}", $"{Mentors.Teacher} {Number(0xb10)}"));
        Shows(People, 4, "G4.3a", $"fact:{Number(0xc02)}");
        Shows(People, 4, "G4.3b", $"fact:{Number(0xc03)}");
        Shows(People, 4, "G4.3", $"fact:{Number(0xc04)}", $"document:{Participants.Cohort.Plan}");
        Shows(People, 4, "G4.4", "mentors:2", Digest($"{Mentors.Senior} {Number(0xb01)}", $"{Mentors.Teacher} {Number(0xb11)}"));
        Shows(People, 4, "G4.5", "mentors:2", Digest($"{Mentors.Senior} 2 learner-learner", $"{Mentors.Teacher} 2 teacher-teacher"),
            "form:learner-learner:1", "form:teacher-teacher:1");
    }

    [Fact]
    public void Of_a_shortage_is_its_acknowledgement_for_this_gate()
    {
        var short3 = new ParticipantEvent.ShortageAcknowledged(Number(0xc20), "teacher-teacher", 3, ShortageReason.NoCandidates);
        var story = People.And(short3, short3 with { Id = Number(0xc21), Stage = 4 });
        Assert.Equal($"fact:{Number(0xc20)}", Of(story, 3, "G3.1a").Evidence[^1]);
        Assert.Equal(["form:learner-learner:1", $"fact:{Number(0xc21)}"], Of(story, 4, "G4.5").Evidence.Skip(2));
    }

    [Fact]
    public void Of_the_fifth_is_each_tandem_with_its_people_its_order_and_their_plans()
    {
        Shows(Partners.Working, 5, "G5.2", "tandems:2", Digest($"{Partners.Pair}", $"{Partners.Group}"));
        Shows(Partners.Working, 5, "G5.3a", "tandems:2", Digest(
            $"{Partners.Pair} {Mentors.Senior} {Mentees.Pupil}",
            $"{Partners.Group} {Partners.SecondSenior} {Partners.SecondPupil} {Partners.ThirdPupil}"), $"document:{Partners.Order}");
        Shows(Partners.Working, 5, "G5.4", "mentees:3", Digest(
            $"{Mentees.Pupil} {Partners.Pair} {Number(0x1100)}", $"{Partners.SecondPupil} {Partners.Group} {Number(0x1110)}",
            $"{Partners.ThirdPupil} {Partners.Group} {Number(0x1120)}"));
    }

    [Fact]
    public void Of_the_fifth_names_the_papers_of_teachers()
    {
        var story = Partners.Ready
            .When(new TandemCommand.FormTandem(Partners.Form(Partners.TeachersPair, TandemKind.Pair, Mentors.Teacher, Mentees.Young).Formed
                with { Form = "teacher-teacher" })).Accepted()
            .On(Partners.OrderOn).When(new TandemCommand.ApproveTandems(Partners.Order, [Partners.TeachersPair])).Accepted()
            .When(new TandemCommand.ApprovePlan(Partners.PlanOf(Partners.TeachersPair, Mentees.Young, 0x1130)
                with { Programme = Partners.Route, Route = Partners.Amendment })).Accepted();
        Shows(story, 5, "G5.4", "mentees:1", Digest($"{Mentees.Young} {Partners.TeachersPair} {Number(0x1130)}"),
            $"document:{Partners.Amendment}", $"document:{Partners.Route}");
        Shows(story, 5, "G5.5", "mentors:1", Digest($"{Mentors.Teacher} {Number(0xb12)}"));
    }

    [Fact]
    public void Of_the_fifth_names_the_match_of_a_round_and_the_decisions_about_the_others()
    {
        var story = Rounds.Proposed.When(Rounds.Confirm(Rounds.Pair(Mentors.Senior, Mentees.Pupil))).Accepted()
            .When(new MatchingCommand.DecideUnmatched(
            [
                new(Mentees.Young, UnmatchedDecision.SearchContinues), new(Rounds.Second, UnmatchedDecision.SupportCase),
                new(Rounds.Third, UnmatchedDecision.Leaves),
            ])).Accepted();
        Shows(story, 5, "G5.2", "tandems:1", Digest($"{Rounds.Joined} {Rounds.Match}"));
        Shows(story, 5, "G5.6", "mentees:3", Digest(
            $"{Mentees.Young} search-continues", $"{Rounds.Second} support-case", $"{Rounds.Third} leaves"));
        Assert.Equal([$"preferences {Rounds.Round} 1 1"],
            Of(Rounds.Proposed.And(new MatchingEvent.PreferencesClosed(Rounds.Round)), 5, "G5.1").Details);
    }

    [Fact]
    public void Of_the_sixth_is_each_tandem_with_its_meetings_and_the_answers()
    {
        var story = Partners.Completed.And(Partners.Feedback());
        Shows(story, 6, "G6.1", "tandems:2", Digest(
            $"{Partners.Pair} completed {Meetings(0x1200, 0x1220)}", $"{Partners.Group} completed {Meetings(0x1210, 0x1230)}"));
        Shows(story, 6, "G6.2", "tandems:2", Digest($"{Partners.Pair} 4", $"{Partners.Group} 4"));
        Shows(story, 6, "G6.3", [.. new[] { 0x1300, 0x1304, 0x1310, 0x1314 }.Select(n => $"wave:{Number(n)}")]);
        Assert.Equal(
            ["answered interim-mentees 100", "answered interim-mentors 100", "answered satisfaction-mentees 100",
                "answered satisfaction-mentors 100"],
            Of(story, 6, "G6.3").Details);

        static string Meetings(int begin, int finish) => string.Join(' ', Enumerable.Range(begin, 3).Concat(Enumerable.Range(finish, 5))
            .Select(Number));
    }

    [Fact]
    public void Of_the_seventh_is_each_monitoring_with_its_report_and_each_recognition()
    {
        Shows(Ended, 7, "G7.1", [.. new[] { Finale.Satisfaction, Finale.Quality, Finale.Influence }.Select(id => $"fact:{id}")]);
        Assert.Equal(Enumerable.Repeat($"report {Finale.Report}", 3), Of(Ended, 7, "G7.1").Details);
        Shows(Ended, 7, "G7.3c", $"fact:{Number(0x1023)}");
        Shows(Ended, 7, "G7.3d", $"fact:{Number(0x1021)}");
        Shows(Ended, 7, "G7.3e", $"fact:{Number(0x1024)}", $"fact:{Number(0x1025)}");
        Shows(Ended, 7, "G7.4a", $"fact:{Finale.Publication}");
        Shows(Ended, 7, "G7.4b", $"fact:{Finale.Publication}");
        Assert.Equal([$"named {Finale.Publication} {Mentors.Teacher}"], Of(Ended, 7, "G7.4b").Details);
    }

    [Fact]
    public void Of_the_seventh_is_each_result_and_each_mentor_of_the_long_term_base()
    {
        Shows(Ended, 7, "G7.5", "mentees:2", Digest($"{Mentees.Pupil} reached", $"{Mentees.Young} partly-reached"),
            "mentors:2", Digest($"{Mentors.Senior} reached", $"{Mentors.Teacher} reached"));
        Shows(Ended, 7, "G7.6", "mentors:1", Digest($"{Mentors.Teacher} {Number(0x822)}"));
        var formed = Partners.Form(Partners.Pair, TandemKind.Pair, Mentors.Senior, Mentees.Pupil).Formed;
        Shows(Ended.And(formed, new TandemEvent.ReflectionRecorded(Partners.Pair, Number(0x1051), ReflectionKind.Group, null, Why)), 7,
            "G7.2", "tandems:1", Digest($"{Partners.Pair} {Number(0x1051)}"));
    }

    [Fact]
    public void Names_what_is_missing_of_the_seventh()
    {
        Lacks(7, "G7.1", People, ("monitoring-not-concluded", "satisfaction"), ("monitoring-not-concluded", "quality"),
            ("monitoring-not-concluded", "influence"));
        Lacks(7, "G7.3c", People, ("final-event-not-held", "final-event"));
        Lacks(7, "G7.3d", Finale.Given(), ("letter-not-issued", $"{Finale.Partner}"));
        Lacks(7, "G7.4a", People, ("results-not-published", "results"));
        Lacks(7, "G7.5", People, ("mentee-result-missing", $"{Mentees.Pupil}"), ("mentee-result-missing", $"{Mentees.Young}"),
            ("mentor-result-missing", $"{Mentors.Senior}"), ("mentor-result-missing", $"{Mentors.Teacher}"));
    }

    private static void Lacks(int stage, string criterion, Story story, params (string, string)[] missing) =>
        Assert.Equal(missing, Of(story, stage, criterion).Missing.Select(m => (m.What, m.Where)));

    private static void Shows(Story story, int stage, string criterion, params string[] evidence) =>
        Assert.Equal(evidence, Of(story, stage, criterion).Evidence);

    private static CriterionEvaluation Of(Story story, int stage, string criterion) =>
        story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == criterion);

    // SHA-256 over the lines, each ending in "\n".
    private static string Digest(params string[] lines) =>
        $"digest:{MentorshipFlow.Ledger.Hash.OfText(string.Concat(lines.Select(line => $"{line}\n")))}";
}
