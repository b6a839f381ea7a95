using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>The influence while the programme runs, with the numbers that its certificate will state.</summary>
public sealed class The_influence_of_a_programme
{
    [Fact]
    public void Compares_before_and_after_as_the_certificate_does()
    {
        var influence = Of(Completed.Year());
        Assert.Equal((60, 4, 1), (influence.ExposureDays, influence.MenteesExposed, influence.MentorsExposed));
        Assert.Equal([("Q_HELP", 3, "7.0", "7.7", "0.7", 2)], Rows(influence.Mentees));
        Assert.Equal([("Q_HELP", 1, "7.0", "8.0", "1.0", 1)], Rows(influence.Mentors));
    }

    [Fact]
    public void Shows_the_organisation_as_soon_as_one_of_its_two_values_is_there() =>
        Assert.Equal(
            [
                ("conflicts-with-teachers", BetterValue.Lower, "6.0", "4.0"),
                ("events-with-young-specialists", BetterValue.Higher, null, "7.0"),
            ],
            Of(Completed.Year()).Organisation.Select(o => (o.Code, o.Better, o.Before, o.After)));

    [Fact]
    public void Names_those_who_were_measured_at_the_entry_only() =>
        Assert.Equal([Id("mentee 4")], Of(Completed.Year()).WithoutExit);

    [Fact]
    public void Has_nothing_to_compare_before_somebody_worked()
    {
        var influence = Of(Prepared().On("2021-10-05").Mentee("mentee 1").Measure("mentee 1"));
        Assert.Empty(influence.Mentees.Concat(influence.Mentors));
        Assert.Empty(influence.WithoutExit);
    }

    [Fact]
    public void Counts_the_days_of_work_from_the_order_to_the_end_of_the_work()
    {
        // The order is of 11 October, and the work ends on 10 December, after 60 days, or a day before.
        Assert.Single(Of(Worked("2021-12-10")).Mentees);
        Assert.Empty(Of(Worked("2021-12-09")).Mentees);
    }

    [Fact]
    public void Counts_the_days_of_a_mentor_to_the_day_of_the_next_one()
    {
        var (first, second) = (Replaced("2021-12-10"), Replaced("2021-12-09"));
        Assert.Equal(2, Of(first).MentorsExposed);
        Assert.Single(Of(first).Mentors);
        Assert.Empty(Of(second).Mentors);
    }

    [Fact]
    public void Adds_the_days_of_all_pairs_and_groups_of_a_person()
    {
        Assert.Single(Of(Twice("2021-11-10", "2022-01-10")).Mentees);
        Assert.Empty(Of(Twice("2021-11-10", "2022-01-09")).Mentees);
    }

    [Fact]
    public void Calls_a_fall_an_improvement_where_less_is_better_and_no_change_none()
    {
        (string Name, string Before, string After)[] three =
            [("mentee 1", "8", "5"), ("mentee 2", "5", "5"), ("mentee 3", "4", "6")];
        var programme = Prepared().On("2021-10-05");
        foreach (var (name, before, _) in three)
        {
            programme.Mentee(name).Do(Curator, new ParticipantCommand.MeasureEntry(new(
                Id(name), Id($"entry {name}"), [new("anxiety", before)], programme.Today, MeasurementSource.Questionnaire)));
        }

        programme.Ready("mentor").Group("2021-10-11", [.. three.Select(m => m.Name)]);
        programme.On("2022-05-20").Do(Curator, new MonitoringCommand.MeasureIndicators(
            [.. three.Select(m => Completed.Exit(m.Name, m.After) with { Code = "anxiety" })]));
        Assert.Equal([("anxiety", 3, "5.7", "5.3", "-0.3", 1)], Rows(Of(programme).Mentees));
        var line = Assert.Single(programme.Certificate(Parameters).Elements("Наставляемые, показателей"));
        Assert.EndsWith("; n: 3; до: 5,7; после: 5,3; изменение: -0,3; улучшение: 33,3 %; охват: 100,0 %; измерено: "
            + "05.10.2021–20.05.2022", line, StringComparison.Ordinal);
    }

    // Thirty days in one group, and then some in another one.
    private static History Twice(string firstEnd, string secondEnd)
    {
        var programme = Working();
        programme.On(firstEnd).Told(new TandemEvent.TandemDissolved(
            Id("group"), TandemParty.Curator, SeparationReason.Other, null, null), Curator);
        programme.On("2021-12-11").Told(new TandemEvent.TandemFormed(Id("second"), "learner-learner", TandemKind.Pair, Id("mentor"),
            [Id("mentee 1")], null, null, [PairingGround.QuestionnairesCompared], null), Curator);
        programme.Told(new TandemEvent.TandemApprovedByOrder(
            Id("second"), Id("curator-order"), Day("2021-12-11"), Id("mentor"), [Id("mentee 1")]), Curator);
        programme.On(secondEnd).Told(new TandemEvent.TandemCompleted(Id("second"), TandemOutcome.Reached), Curator);
        return programme.On("2022-05-20").Do(Curator, new MonitoringCommand.MeasureIndicators([Completed.Exit("mentee 1", "9")]));
    }

    private static History Worked(string endedOn)
    {
        var programme = Working();
        programme.On(endedOn).Told(new TandemEvent.TandemCompleted(Id("group"), TandemOutcome.Reached), Curator);
        return programme.On("2022-05-20").Do(Curator, new MonitoringCommand.MeasureIndicators([Completed.Exit("mentee 1", "9")]));
    }

    private static History Replaced(string on)
    {
        var programme = Working().Ready("mentor 2").Measure("mentor");
        programme.On(on).Told(new TandemEvent.MentorReplaced(
            Id("group"), Id("mentor"), Id("mentor 2"), Id("curator-order"), Day(on), SeparationReason.MentorLeft), Curator);
        return programme.On("2022-05-20").Do(Curator, new MonitoringCommand.MeasureIndicators([Completed.Exit("mentor", "9")]));
    }

    private static History Working()
    {
        var programme = Prepared().On("2021-10-05").Mentee("mentee 1").Measure("mentee 1").Ready("mentor");
        programme.Group("2021-10-11", ["mentee 1"]);
        return programme;
    }

    private static Influence Of(History programme) => Influence.Of(programme.State, TargetModel.WithoutPeople);

    private static IEnumerable<(string, int, string, string, string, int)> Rows(IEnumerable<BeforeAndAfter> rows) =>
        rows.Select(r => (r.Code, r.N, r.Before, r.After, r.Change, r.Improved));
}
