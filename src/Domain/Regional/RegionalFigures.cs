using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Regional;

/// <summary>The columns that regions ask for (M42). A hidden number is absent.</summary>
/// <param name="Mentees">Entries in the base of mentees.</param>
/// <param name="Mentors">Entries in the base of mentors.</param>
/// <param name="Pairs">Pairs approved by an order and not ended.</param>
/// <param name="Groups">Groups approved by an order and not ended.</param>
/// <param name="Completed">Pairs and groups that were completed.</param>
public sealed record RegionalColumns(int? Mentees, int? Mentors, int? Pairs, int? Groups, int? Completed);

/// <summary>One form.</summary>
/// <param name="Form">The code; <c>several</c> for mentors who lead or offer several forms, <c>none</c> for persons without a form.</param>
/// <param name="Programmes">Programmes that enabled it.</param>
public sealed record FormFigures(string Form, int Programmes, RegionalColumns Counts);

/// <summary>One age band; a pair or group has none.</summary>
public sealed record AgeFigures(AgeBand Band, int? Mentees, int? Mentors);

/// <summary>Programmes at one stage.</summary>
/// <param name="Stage">The first stage without a valid approval; 8 when all seven have one.</param>
public sealed record StageFigures(int Stage, int Programmes, RegionalColumns Counts);

/// <summary>The share of one target indicator over the programmes that recorded its whole.</summary>
/// <param name="Target">The code of the target indicator.</param>
/// <param name="Programmes">Programmes whose whole is recorded.</param>
/// <param name="Count">The numerator; absent if hidden.</param>
/// <param name="Whole">The denominator: of programmes of one school the largest contingent; absent if hidden.</param>
/// <param name="Percent">One decimal; absent if hidden or if the whole is 0.</param>
public sealed record CoverageFigures(string Target, int Programmes, int? Count, int? Whole, string? Percent);

/// <summary>The indicators of a region's schools, without names of persons or schools. A person in two programmes counts in both.</summary>
/// <remarks>
/// Three tables share the totals of their columns, so each column is protected in all of them (<see cref="SmallCells"/>); a column that
/// cannot be protected in one of them is hidden in all. A share is hidden if it would give a hidden age band away.
/// </remarks>
public sealed record RegionalFigures(
    int Programmes, RegionalColumns Total, IReadOnlyList<FormFigures> Forms, IReadOnlyList<AgeFigures> AgeBands,
    IReadOnlyList<StageFigures> Stages, IReadOnlyList<CoverageFigures> Coverage)
{
    /// <summary>The figures of counted programmes.</summary>
    public static RegionalFigures Of(IReadOnlyCollection<ProgrammeCounts> programmes)
    {
        string[] forms = [.. programmes.SelectMany(p => p.Cells.Select(c => c.Form).Concat(p.Forms)).Distinct()
            .OrderBy(f => f is ProgrammeCounts.NoForm or ProgrammeCounts.SeveralForms).ThenBy(f => f, StringComparer.Ordinal)];
        AgeBand[] bands = Enum.GetValues<AgeBand>();
        int[] stages = [.. Enumerable.Range(1, 8)];
        var columns = Enum.GetValues<RegionalColumn>().ToDictionary(c => c, c => new Column(programmes, c, forms, bands, stages));
        var age = (columns[RegionalColumn.Mentees].ByAge, columns[RegionalColumn.Mentors].ByAge);
        return new(
            programmes.Count, Row(columns, c => c.Total),
            [.. forms.Select((f, i) => new FormFigures(f, programmes.Count(p => p.Forms.Contains(f)), Row(columns, c => c.ByForm?[i])))],
            [.. bands.Select((b, i) => new AgeFigures(b, age.Item1?[i], age.Item2?[i]))],
            [.. stages.Select((s, i) => new StageFigures(s, programmes.Count(p => p.Stage == s), Row(columns, c => c.ByStage?[i])))],
            [.. Covered(programmes, hidden: Hides(age.Item1) || Hides(age.Item2))]);
    }

    private static bool Hides(IReadOnlyList<int?>? line) => line?.Contains(null) != false;

    private static RegionalColumns Row(Dictionary<RegionalColumn, Column> columns, Func<Column, int?> cell) => new(
        cell(columns[RegionalColumn.Mentees]), cell(columns[RegionalColumn.Mentors]), cell(columns[RegionalColumn.Pairs]),
        cell(columns[RegionalColumn.Groups]), cell(columns[RegionalColumn.Completed]));

    private static IEnumerable<CoverageFigures> Covered(IReadOnlyCollection<ProgrammeCounts> programmes, bool hidden) =>
        programmes.SelectMany(p => p.Shares.Select(s => (p.School, Share: s))).GroupBy(s => s.Share.Target)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                // Programmes of one school record the same contingent.
                var whole = g.Where(s => !s.Share.OfContingent).Sum(s => s.Share.Whole)
                    + g.Where(s => s.Share.OfContingent).GroupBy(s => s.School).Sum(school => school.Max(s => s.Share.Whole));
                var count = g.Sum(s => s.Share.Count);
                return hidden || SmallCells.IsSmall(count) || SmallCells.IsSmall(whole)
                    ? new CoverageFigures(g.Key, g.Count(), null, SmallCells.IsSmall(whole) ? null : whole, null)
                    : new CoverageFigures(g.Key, g.Count(), count, whole, Figures.Invariant(Figures.Percent(count, whole)));
            });

    /// <summary>One column in the three tables, which share its total; null where all of it is hidden.</summary>
    private sealed class Column
    {
        public Column(IReadOnlyCollection<ProgrammeCounts> programmes, RegionalColumn column, string[] forms, AgeBand[] bands, int[] stages)
        {
            var cells = programmes.SelectMany(p => p.Cells.Where(c => c.Column == column).Select(c => (p.Stage, Cell: c))).ToList();
            var byForm = SmallCells.Hide([.. forms.Select(f => cells.Where(c => c.Cell.Form == f).Sum(c => c.Cell.Count))]);
            var byStage = SmallCells.Hide([.. stages.Select(s => cells.Where(c => c.Stage == s).Sum(c => c.Cell.Count))]);
            var ofPersons = column is RegionalColumn.Mentees or RegionalColumn.Mentors;
            var byAge = ofPersons
                ? SmallCells.Hide([.. bands.Select(b => cells.Where(c => c.Cell.Band == b).Sum(c => c.Cell.Count))]) : [];
            if (byForm is null || byStage is null || byAge is null) return;
            (ByForm, ByStage, ByAge, Total) = (byForm, byStage, byAge, cells.Sum(c => c.Cell.Count));
        }

        public IReadOnlyList<int?>? ByForm { get; }

        public IReadOnlyList<int?>? ByStage { get; }

        public IReadOnlyList<int?>? ByAge { get; }

        public int? Total { get; }
    }
}
