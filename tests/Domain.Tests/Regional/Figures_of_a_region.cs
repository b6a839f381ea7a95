using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Regional;

namespace MentorshipFlow.Domain.Tests.Regional;

public sealed class Figures_of_a_region
{
    private static readonly Guid[] Schools = [History.Id("school 1"), History.Id("school 2")];

    [Fact]
    public void Are_counted_by_form_age_and_stage()
    {
        var figures = RegionalFigures.Of(
        [
            Programme(0, 2, ("learner-learner", AgeBand.TenToThirteen, 12), ("learner-learner", AgeBand.Fourteen, 4)),
            Programme(1, 6, ("teacher-teacher", AgeBand.TwentyToThirtyFive, 5)),
        ]);

        Assert.Equal((2, 21), (figures.Programmes, figures.Total.Mentees!.Value));
        Assert.Equal([("learner-learner", 1, 16), ("teacher-teacher", 1, 5)],
            figures.Forms.Select(f => (f.Form, f.Programmes, f.Counts.Mentees!.Value)));
        Assert.Equal([(AgeBand.TenToThirteen, 12), (AgeBand.Fourteen, 4), (AgeBand.TwentyToThirtyFive, 5)],
            figures.AgeBands.Where(a => a.Mentees > 0).Select(a => (a.Band, a.Mentees!.Value)));
        Assert.Equal([(2, 1, 16), (6, 1, 5)],
            figures.Stages.Where(s => s.Programmes > 0).Select(s => (s.Stage, s.Programmes, s.Counts.Mentees!.Value)));
    }

    [Fact]
    public void Hide_a_small_number_and_another_one_beside_it_in_each_table()
    {
        var figures = RegionalFigures.Of(
        [
            Programme(0, 2, ("learner-learner", AgeBand.TenToThirteen, 12), ("learner-learner", AgeBand.Fourteen, 2)),
            Programme(1, 6, ("teacher-teacher", AgeBand.TwentyToThirtyFive, 5)),
        ]);

        Assert.Equal([null, null], figures.AgeBands.Where(a => a.Band is AgeBand.TenToThirteen or AgeBand.Fourteen).Select(a => a.Mentees));
        Assert.Equal(5, figures.AgeBands.Single(a => a.Band == AgeBand.TwentyToThirtyFive).Mentees);
        // No cell of the other tables is small, so they are whole.
        Assert.Equal((19, 14), (figures.Total.Mentees!.Value, figures.Forms[0].Counts.Mentees!.Value));
    }

    [Fact]
    public void Hide_a_column_everywhere_when_one_table_cannot_protect_it()
    {
        var figures = RegionalFigures.Of([Programme(0, 2, ("learner-learner", AgeBand.TenToThirteen, 2))]);

        Assert.Null(figures.Total.Mentees);
        Assert.All(figures.Forms, f => Assert.Null(f.Counts.Mentees));
        Assert.All(figures.AgeBands, a => Assert.Null(a.Mentees));
        Assert.All(figures.Stages, s => Assert.Null(s.Counts.Mentees));
        Assert.Equal(0, figures.Total.Mentors);
    }

    [Fact]
    public void Share_one_contingent_among_the_programmes_of_a_school()
    {
        ProgrammeCounts Of(int school, int count, int whole) => Programme(school, 2) with { Shares = [new("I1", count, whole, true)] };

        var covered = Assert.Single(RegionalFigures.Of([Of(0, 20, 300), Of(0, 30, 280), Of(1, 10, 100)]).Coverage);

        Assert.Equal(("I1", 3, 60, 400, "15.0"), (covered.Target, covered.Programmes, covered.Count, covered.Whole, covered.Percent));
    }

    [Fact]
    public void Hide_shares_that_would_give_a_hidden_age_band_away()
    {
        var programme = Programme(0, 2, ("learner-learner", AgeBand.TenToThirteen, 12), ("learner-learner", AgeBand.Fourteen, 2)) with
        {
            Shares = [new("I1", 14, 100, true)],
        };

        var covered = Assert.Single(RegionalFigures.Of([programme]).Coverage);

        Assert.Equal((null, 100, null), (covered.Count, covered.Whole, covered.Percent));
    }

    [Fact]
    public void Count_entries_of_bases_and_approved_pairs_of_a_programme()
    {
        var state = Everybody.Year().State;

        var counts = ProgrammeCounts.Of(state, TargetModel.WithoutPeople, new(2021, 12, 1))!;

        int Counted(RegionalColumn column) => counts.Cells.Where(c => c.Column == column).Sum(c => c.Count);
        Assert.Equal(state.Participants.Mentees.Values.Count(m => m.InBase), Counted(RegionalColumn.Mentees));
        Assert.Equal(state.Participants.Mentors.Values.Count(m => m.InBase), Counted(RegionalColumn.Mentors));
        Assert.True(Counted(RegionalColumn.Mentees) > 0 && Counted(RegionalColumn.Mentors) > 0);
        Assert.All(counts.Cells.Where(c => c.Column is RegionalColumn.Pairs or RegionalColumn.Groups or RegionalColumn.Completed),
            c => Assert.Null(c.Band));
        Assert.Equal(state.Tandems.Tandems.Values.Count(t => t.Approved is not null && (t.Open || t.Status == TandemStatus.Completed)),
            Counted(RegionalColumn.Pairs) + Counted(RegionalColumn.Groups) + Counted(RegionalColumn.Completed));
    }

    [Theory]
    [InlineData(ProgrammeStatus.Active, "2025-01-01", true)]
    [InlineData(ProgrammeStatus.Completed, "2022-01-01", true)]
    [InlineData(ProgrammeStatus.Completed, "2023-01-01", false)]
    [InlineData(ProgrammeStatus.Cancelled, "2022-01-01", false)]
    public void Leave_out_cancelled_programmes_and_completed_ones_of_another_year(ProgrammeStatus status, string day, bool counts) =>
        Assert.Equal(counts, ProgrammeCounts.Of(
            Everybody.Year().State with { Status = status }, TargetModel.WithoutPeople, History.Day(day)) is not null);

    private static ProgrammeCounts Programme(int school, int stage, params (string Form, AgeBand Band, int Mentees)[] mentees) => new(
        Schools[school], stage, [.. mentees.Select(m => m.Form).Distinct()],
        [.. mentees.Select(m => new CountedCell(RegionalColumn.Mentees, m.Form, m.Band, m.Mentees))], []);
}
