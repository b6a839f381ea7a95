using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 13.</summary>
internal sealed record ResultsContent(IReadOnlyList<ResultRow> Results);

/// <summary>One expected result.</summary>
internal sealed record ResultRow(string Code, [property: JsonIgnore] string? Title, IReadOnlyList<MeasureRow> Measures);

/// <summary>One measure of a result. What is missing is absent.</summary>
/// <param name="N">Persons in the paired set, or who were measured at the exit; absent for the organisation.</param>
/// <param name="Before">Mean, per cent or number before.</param>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
/// <param name="Lacks">Why there is no value.</param>
internal sealed record MeasureRow(
    string Indicator, [property: JsonIgnore] string? Title, MeasuredGroup Of, MeasuredAs As, int? N, string? Before, string? After,
    string? Change, bool? Withheld, [property: JsonIgnore] string? Lacks);

/// <summary>
/// Section 13, one line for each measure of each result, in the order of the definition:
/// <code>
/// {code} «{wording}», {indicator}: [n: {n}; ][до: {before}; ]после: {after}[; изменение: {change}]
/// </code>
/// A change of persons is that of the paired set of section 12, of the organisation the programme's year less the base year; a share is the
/// per cent of the value 1 before and after; a total is the sum at the exit, of the organisation the value of the programme's year. The
/// base year of a result with one measure of the organisation is also its recorded initial value. A measure without its values has no
/// source.
/// </summary>
internal static class ResultsSection
{
    public static ResultsContent Of(Programme state, Definition definition, Measurements measurements, Suppression suppression) => new(
        [.. definition.Results.Select(r => new ResultRow(
            r.Code, r.Ru, [.. r.Measures.Select(m => Row(state, definition, measurements, r, m, suppression))]))]);

    public static void Write(CertificateText text, ResultsContent content)
    {
        text.Section(13);
        foreach (var result in content.Results)
        {
            var title = Words.Named(result.Code, result.Title);
            if (result.Measures.Count == 0) text.Missing(title, "показатель не задан");
            foreach (var m in result.Measures)
            {
                var label = $"{title}, {m.Title}";
                if (m.Lacks is { } why) text.Missing(label, why);
                else text.Line(label, m.Withheld == true ? Suppression.Withheld : string.Join("; ", Parts(m).OfType<string>()));
            }
        }
    }

    private static IEnumerable<string?> Parts(MeasureRow m)
    {
        var unit = m.As == MeasuredAs.Share ? " %" : "";
        yield return m.N is { } n ? $"n: {Figures.Text(n)}" : null;
        yield return m.Before is { } before ? $"до: {Figures.InRussian(before)}{unit}" : null;
        yield return $"после: {Figures.InRussian(m.After)}{unit}";
        yield return m.Change is { } change ? $"изменение: {Figures.InRussian(change)}{unit}" : null;
    }

    private static MeasureRow Row(
        Programme state, Definition definition, Measurements measurements, ResultDefinition result, ResultMeasure measure,
        Suppression suppression)
    {
        var row = new MeasureRow(
            measure.Indicator, definition.Indicators.First(i => i.Code == measure.Indicator).Title.Ru, measure.Of, measure.As, null, null,
            null, null, null, null);
        if (measure.Of == MeasuredGroup.Organisation) return OfOrganisation(state, measurements, result, measure, row);
        var persons = Persons(state, definition, measure.Of).ToList();
        return measure.As switch
        {
            MeasuredAs.Change => Change(
                InfluenceSection.Paired(state, measurements, measure.Indicator, persons, definition.Parameters.ExposureDays), row,
                suppression),
            MeasuredAs.Share => Share(
                Values(measurements, persons, measure, IndicatorWave.Entry),
                Values(measurements, persons, measure, IndicatorWave.Exit), row,
                suppression),
            _ => Total(Values(measurements, persons, measure, IndicatorWave.Exit), row, suppression),
        };
    }

    private static MeasureRow Change(IReadOnlyList<(Measure Before, Measure After)> pairs, MeasureRow row, Suppression suppression) =>
        pairs.Count == 0 ? row with { Lacks = "нет измеренных до и после с достаточным участием" }
        : suppression.Hides(pairs.Count) ? row with { Withheld = true }
        : row with
        {
            N = pairs.Count, Before = Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.Before.Value)])),
            After = Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.After.Value)])),
            Change = Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.After.Value - p.Before.Value)])),
        };

    private static MeasureRow Share(List<decimal> before, List<decimal> after, MeasureRow row, Suppression suppression)
    {
        if (before.Count == 0 || after.Count == 0)
            return row with { Lacks = before.Count == 0 ? "нет входных измерений" : "нет выходных измерений" };
        if (suppression.Hides(Math.Min(before.Count, after.Count))) return row with { Withheld = true };
        var (was, now) = (Figures.Percent(before.Count(v => v == 1), before.Count), Figures.Percent(after.Count(v => v == 1), after.Count));
        return row with
        {
            N = after.Count, Before = Figures.Invariant(was), After = Figures.Invariant(now), Change = Figures.Invariant(now - was),
        };
    }

    private static MeasureRow Total(List<decimal> values, MeasureRow row, Suppression suppression) =>
        values.Count == 0 ? row with { Lacks = "нет выходных измерений" }
        : suppression.Hides(values.Count) ? row with { Withheld = true }
        : row with { N = values.Count, After = Figures.Invariant(values.Sum()) };

    private static MeasureRow OfOrganisation(
        Programme state, Measurements measurements, ResultDefinition result, ResultMeasure measure, MeasureRow row)
    {
        var after = measurements.OfOrganisation(measure.Indicator, IndicatorWave.Final)?.Value;
        var before = measure.As == MeasuredAs.Total ? null
            : measurements.OfOrganisation(measure.Indicator, IndicatorWave.Baseline)?.Value ?? Initial(state, result);
        return after is null ? row with { Lacks = "нет значения года программы" }
            : measure.As == MeasuredAs.Total ? row with { After = Figures.Invariant(after) }
            : before is null ? row with { Lacks = "нет значения базового года" }
            : row with { Before = Figures.Invariant(before), After = Figures.Invariant(after), Change = Figures.Invariant(after - before) };
    }

    private static decimal? Initial(Programme state, ResultDefinition result) =>
        result.Measures.Count(m => m.Of == MeasuredGroup.Organisation) == 1
        && state.Preparation.Of<Fact.BaselineRecorded>().FirstOrDefault(b => b.Result == result.Code) is { } initial
            ? Measurements.Decimal(initial.Value)
            : null;

    private static List<decimal> Values(Measurements measurements, List<Guid> persons, ResultMeasure measure, IndicatorWave wave) =>
        [.. persons.Select(p => measurements.Of(p, measure.Indicator, wave)?.Value).OfType<decimal>()];

    private static IEnumerable<Guid> Persons(Programme state, Definition definition, MeasuredGroup group)
    {
        var (mentees, standings) = (Exposed.Mentees(state), state.Participants.Standings);
        return group switch
        {
            MeasuredGroup.Participants => mentees.Union(Exposed.Mentors(state)).Order(),
            MeasuredGroup.LearnerMentees => mentees.Where(p => standings[p].Kinds.Contains(PersonKind.Learner)),
            MeasuredGroup.Teachers =>
                mentees.Union(Exposed.Mentors(state)).Order().Where(p => standings[p].Kinds.Contains(PersonKind.Teacher)),
            MeasuredGroup.YoungSpecialists => mentees.Where(p => IsYoung(standings[p], definition)),
            _ => mentees,
        };
    }

    private static bool IsYoung(PersonStatus standing, Definition definition) => standing.Kinds.Contains(PersonKind.Teacher)
        && !Eligibility.OfMentee(standing, definition.Form("teacher-teacher") ?? definition.Forms[0], definition).Any();
}
