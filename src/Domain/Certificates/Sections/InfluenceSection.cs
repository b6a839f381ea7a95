using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 12.</summary>
/// <param name="ExposureDays">The limit of work before somebody is compared.</param>
/// <param name="MenteesExposed">#E of model.md 5.6.</param>
/// <param name="MentorsExposed">#A.</param>
internal sealed record InfluenceContent(
    int ExposureDays, int MenteesExposed, int MentorsExposed, IReadOnlyList<PairedRow> Mentees, IReadOnlyList<PairedRow> Mentors);

/// <summary>One indicator before and after.</summary>
/// <param name="Improved">Share of those whose value changed in the good direction.</param>
/// <param name="Coverage">n ÷ #E.</param>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
internal sealed record PairedRow(
    string Code, [property: JsonIgnore] string? Title, int? N, string? Before, string? After, string? Change, string? Improved,
    string? Coverage, DateOnly? From, DateOnly? To, bool? Withheld);

/// <summary>
/// Section 12. The paired set of an indicator has those who worked (<see cref="Exposed"/>) the limit or longer up to their exit
/// measurement and have a value before and after (<see cref="Measurements"/>):
/// <code>
/// Предел участия, дней: {days}
/// Участвовали: наставляемых {#E}; наставников {#A}
/// Наставляемые, показателей: {count}                in the order of the definition
/// - {code} «{wording}»; n: {n}; до: {mean}; после: {mean}; изменение: {mean of the differences}; улучшение: {per cent} %;
///   охват: {n ÷ #E, %}; измерено: {first}–{last}    one line
/// Наставники, показателей: {count}
/// - {…}
/// </code>
/// A side without a paired set has no source.
/// </summary>
internal static class InfluenceSection
{
    public static InfluenceContent Of(Programme state, Definition definition, Measurements measurements, Suppression suppression)
    {
        var (mentees, mentors) = (Exposed.Mentees(state), Exposed.Mentors(state));
        return new(
            definition.Parameters.ExposureDays, mentees.Count, mentors.Count,
            [.. Rows(state, definition, measurements, mentees, suppression)],
            [.. Rows(state, definition, measurements, mentors, suppression)]);
    }

    /// <summary>The paired set of an indicator among some persons.</summary>
    public static IReadOnlyList<(Measure Before, Measure After)> Paired(
        Programme state, Measurements measurements, string code, IEnumerable<Guid> persons, int exposureDays) =>
    [
        .. persons.Select(p => (Person: p, Before: measurements.Of(p, code, IndicatorWave.Entry),
                After: measurements.Of(p, code, IndicatorWave.Exit)))
            .Where(p => p is { Before: not null, After: not null }
                && Exposed.Days(state, p.Person, p.After.Value.On) >= exposureDays)
            .Select(p => (p.Before!.Value, p.After!.Value)),
    ];

    public static void Write(CertificateText text, InfluenceContent content)
    {
        text.Section(12);
        text.Line("Предел участия, дней", content.ExposureDays);
        text.Line("Участвовали",
            $"наставляемых {Figures.Text(content.MenteesExposed)}; наставников {Figures.Text(content.MentorsExposed)}");
        Side("Наставляемые, показателей", content.Mentees);
        Side("Наставники, показателей", content.Mentors);

        void Side(string label, IReadOnlyList<PairedRow> rows) =>
            text.ListOrMissing(label, rows, "нет измеренных до и после с достаточным участием", r =>
            [
                Words.Named(r.Code, r.Title), .. r.Withheld == true ? [Suppression.Withheld] : new[]
                {
                    $"n: {Figures.Text(r.N!.Value)}", $"до: {Figures.InRussian(r.Before)}", $"после: {Figures.InRussian(r.After)}",
                    $"изменение: {Figures.InRussian(r.Change)}", $"улучшение: {Figures.InPercent(r.Improved)}",
                    $"охват: {Figures.InPercent(r.Coverage)}",
                    $"измерено: {CertificateText.Date(r.From!.Value)}–{CertificateText.Date(r.To!.Value)}",
                },
            ]);
    }

    private static IEnumerable<PairedRow> Rows(
        Programme state, Definition definition, Measurements measurements, IReadOnlyList<Guid> exposed, Suppression suppression) =>
        from indicator in definition.Indicators
        where indicator.Of == IndicatorSubject.Person
        let pairs = Paired(state, measurements, indicator.Code, exposed, definition.Parameters.ExposureDays)
        where pairs.Count > 0
        select Row(indicator, pairs, exposed.Count, suppression);

    private static PairedRow Row(
        IndicatorDefinition indicator, IReadOnlyList<(Measure Before, Measure After)> pairs, int exposed, Suppression suppression)
    {
        if (suppression.Hides(pairs.Count))
            return new(indicator.Code, indicator.Title.Ru, null, null, null, null, null, null, null, null, true);
        var good = indicator.Better == BetterValue.Higher ? 1 : -1;
        return new(
            indicator.Code, indicator.Title.Ru, pairs.Count, Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.Before.Value)])),
            Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.After.Value)])),
            Figures.Invariant(Figures.MeanOf([.. pairs.Select(p => p.After.Value - p.Before.Value)])),
            Figures.Invariant(Figures.Percent(pairs.Count(p => good * (p.After.Value - p.Before.Value) > 0), pairs.Count)),
            Figures.Invariant(Figures.Percent(pairs.Count, exposed)),
            pairs.Min(p => p.Before.On), pairs.Max(p => p.After.On), null);
    }
}
