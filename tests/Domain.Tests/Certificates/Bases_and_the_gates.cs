using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class Bases_and_the_gates
{
    private static readonly DateOnly AsOf = Parameters.AsOf;

    [Fact]
    public void Have_the_same_mentees()
    {
        var year = Everybody.Year();

        Assert.Equal(Asked(year, 2, "G2.1a"), Figure(year, "menteeBase/entries/now") - Figure(year, "menteeBase/lateEntries"));
        Assert.Equal(Asked(year, 2, "G2.4"), Figure(year, "menteeBase/measured/now"));
        Assert.Equal((3, 4), (Figure(year, "menteeBase/measured/now"), Figure(year, "menteeBase/measured/ever")));
        Assert.Equal(year.State.Participants.Mentees.Values.Count(m => m.InBase), Figure(year, "menteeBase/entries/now"));
        Assert.Equal(year.State.Participants.Mentees.Values.Count(m => m.LateJoin), Figure(year, "menteeBase/lateApplications/ever"));
        Assert.Equal(Figure(year, "menteeBase/entries/ever"), Figure(year, "menteeBase/entries/now") + Removed(year, "menteeBase"));
    }

    [Fact]
    public void Have_the_same_mentors()
    {
        var year = Everybody.Year();
        var selection = Figure(year, "mentorBase/selected/now")
            + JsonNode.Parse(year.Certificate(Parameters).Json)!["mentorBase"]!["rejected"]!.AsArray().Sum(r => (int)r!["now"]!);

        Assert.Equal(Asked(year, 3, "G3.1a"), Figure(year, "mentorBase/entries/now") - Figure(year, "mentorBase/lateEntries"));
        Assert.Equal(Asked(year, 3, "G3.4"), Figure(year, "mentorBase/sharing/answered/now"));
        Assert.Equal((2, 3), (Figure(year, "mentorBase/sharing/answered/now"), Figure(year, "mentorBase/sharing/answered/ever")));
        Assert.Equal(Asked(year, 4, "G4.1"), selection);
        Assert.Equal(Asked(year, 4, "G4.2"), Figure(year, "mentorBase/selected/now"));
        Assert.Equal(Figure(year, "mentorBase/entries/ever"),
            Figure(year, "mentorBase/entries/now") + Figure(year, "mentorBase/withdrawn") + Removed(year, "mentorBase"));
    }

    [Fact]
    public void Have_the_same_ready_mentors()
    {
        string[] notReady = ["restricted", "gone", "returned", "revoked", "removed", "rejected", "mentee as well"];
        var year = Everybody.Year();
        var ready = year.State.Participants.Mentors.Values.Where(m => m.ReadyOn(AsOf)).Select(m => m.Person).Except(notReady.Select(Id));

        Assert.Equal(ready.Order(), new[] { "ready", "leaving", "stayed", "taken back", "late mentor" }.Select(Id).Order());
        Assert.Equal((5, 9), (Figure(year, "mentorBase/ready/now"), Figure(year, "mentorBase/ready/ever") - 1));
        Assert.Equal("10; на 29.08.2022: 5", year.Certificate(Parameters).Section(7).Value("Были готовы к работе"));
    }

    [Fact]
    public void Count_a_school_that_measures_by_survey()
    {
        var school = Prepared().On("2021-10-05").Mentee("first").Mentee("second")
            .Wave("entry", SurveyAudience.Mentees, SurveyPurpose.Entry, "first", "second");

        Assert.Equal((2, 2), (Asked(school, 2, "G2.4"), Figure(school, "menteeBase/measured/now")));
        Assert.Equal("2; доля: 100,0 %; на 29.08.2022: 2", school.Certificate(Parameters).Section(6).Value("С входным измерением"));

        school.Told(new SurveyEvent.SurveyAnswerVoided(Id("entry"), Id("answer entry first"), Secret("Описка")), Curator);
        Assert.Equal((1, 1), (Asked(school, 2, "G2.4"), Figure(school, "menteeBase/measured/now")));
    }

    [Fact]
    public void Count_what_was_measured_before_the_person_became_a_mentee()
    {
        var beginner = Everybody.Colleague with { NewHire = true };
        var school = Prepared().On("2021-10-05").Ready("teacher", beginner).Measure("teacher").Mentee("teacher", beginner);

        Assert.Equal((1, 1), (Asked(school, 2, "G2.4"), Figure(school, "menteeBase/measured/now")));
    }

    [Theory]
    [InlineData("2021-10-31", 1)]
    [InlineData("2021-11-01", 0)]
    public void Keep_a_mentor_who_withdrew_until_the_last_day(string day, int ready)
    {
        var school = Prepared().On("2021-10-05").Ready("mentor").Withdraws("mentor", "2021-11-01");

        Assert.Equal((ready, ready, ready),
            (Asked(school, 4, "G4.4", Day(day)), Figure(school, "mentorBase/ready/now", day),
                Figure(school, "mentorBase/entries/now", day)));
        Assert.Equal(1 - ready, Figure(school, "mentorBase/withdrawn", day));

        school.Void("mentor", "withdrawal mentor");
        Assert.Equal((1, 1, 1),
            (Asked(school, 4, "G4.4", Day(day)), Figure(school, "mentorBase/ready/now", day),
                Figure(school, "mentorBase/entries/now", day)));
    }

    [Fact]
    public void Count_no_ready_mentor_whose_consent_has_ended_or_who_may_not_take_part()
    {
        var school = Prepared().On("2021-10-05").Ready("mentor");
        Assert.Equal((1, 0), (Figure(school, "mentorBase/ready/now", "2022-08-31"), Figure(school, "mentorBase/ready/now", "2022-09-01")));

        school.Tell("mentor", Everybody.Colleague with { Version = 3, Left = true });
        Assert.Equal((1, 0), (Figure(school, "mentorBase/ready/ever"), Figure(school, "mentorBase/ready/now")));
    }

    [Fact]
    public void Forget_a_stay_that_was_a_mistake_and_no_other()
    {
        var section = Everybody.Year().Certificate(Parameters).Section(6);

        Assert.Equal("16; в базу не включены: 2", section.Value("Заявок"));
        Assert.Contains("\n- собственное желание; 1\n- выбытие из организации; 1", section, StringComparison.Ordinal);
        Assert.DoesNotContain("внесён ошибочно", section, StringComparison.Ordinal);
    }

    // The gate's evidence: «mentees:{n}» or «mentors:{n}».
    private static int Asked(History history, int stage, string criterion, DateOnly? asOf = null) =>
        StageEvaluation.Of(history.State, stage, asOf ?? AsOf, TargetModel.WithPeople)
        .Criteria.Single(c => c.Criterion.Code == criterion)
        .Evidence.Where(e => e.StartsWith("mentees:", StringComparison.Ordinal) || e.StartsWith("mentors:", StringComparison.Ordinal))
        .Select(e => int.Parse(e[8..], CultureInfo.InvariantCulture)).Single();

    private static int Figure(History history, string path, string? asOf = null) => (int)path.Split('/').Aggregate(
        JsonNode.Parse(history.Certificate(Parameters with { AsOf = asOf is null ? AsOf : Day(asOf) }).Json)!, (node, name) => node[name]!);

    private static int Removed(History history, string section) =>
        JsonNode.Parse(history.Certificate(Parameters).Json)![section]!["removed"]!.AsArray().Sum(r => (int)r!["number"]!);
}
