using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;

namespace MentorshipFlow.Certificates;

/// <summary>An indicator of persons at the entry and at the exit.</summary>
/// <param name="N">How many have both measurements and worked long enough.</param>
/// <param name="Before">Mean at the entry, a decimal in text.</param>
/// <param name="After">Mean at the exit.</param>
/// <param name="Change">Mean of the differences.</param>
/// <param name="Improved">How many of them changed in the good direction.</param>
public sealed record BeforeAndAfter(
    string Code, Wording Title, int Lowest, int Highest, BetterValue Better, int N, string Before, string After, string Change,
    int Improved);

/// <summary>An indicator of the organisation in the base year and in the programme's year.</summary>
/// <param name="Before">A decimal in text; null while it is not recorded.</param>
public sealed record OfOrganisation(string Code, Wording Title, BetterValue Better, string? Before, string? After);

/// <summary>The influence on people as the certificate would state it now: the same sets and the same means.</summary>
/// <param name="ExposureDays">The limit of work before somebody is compared.</param>
/// <param name="MenteesExposed">Mentees ever in an approved pair or group.</param>
/// <param name="MentorsExposed">Mentors ever in one.</param>
/// <param name="WithoutExit">Those of them who were measured at the entry and not at the exit.</param>
public sealed record Influence(
    int ExposureDays, int MenteesExposed, int MentorsExposed, IReadOnlyList<BeforeAndAfter> Mentees, IReadOnlyList<BeforeAndAfter> Mentors,
    IReadOnlyList<OfOrganisation> Organisation, IReadOnlyList<Guid> WithoutExit)
{
    /// <summary>The influence of a programme.</summary>
    public static Influence Of(Programme state, Definition definition)
    {
        var measurements = Measurements.Of(state, definition);
        var (mentees, mentors) = (Exposed.Mentees(state), Exposed.Mentors(state));
        return new(definition.Parameters.ExposureDays, mentees.Count, mentors.Count, [.. Rows(mentees)], [.. Rows(mentors)],
            [
                .. from i in definition.Indicators
                   where i.Of == IndicatorSubject.Organisation
                   let before = measurements.OfOrganisation(i.Code, IndicatorWave.Baseline)
                   let after = measurements.OfOrganisation(i.Code, IndicatorWave.Final)
                   where before is not null || after is not null
                   select new OfOrganisation(i.Code, i.Title, i.Better, Figures.Invariant(before?.Value), Figures.Invariant(after?.Value)),
            ],
            [.. mentees.Concat(mentors).Distinct().Where(p => Has(p, IndicatorWave.Entry) && !Has(p, IndicatorWave.Exit))]);

        bool Has(Guid person, IndicatorWave wave) => definition.Indicators.Any(i => measurements.Of(person, i.Code, wave) is not null);

        IEnumerable<BeforeAndAfter> Rows(IReadOnlyList<Guid> persons) =>
            from i in definition.Indicators
            where i.Of == IndicatorSubject.Person
            let pairs = InfluenceSection.Paired(state, measurements, i.Code, persons, definition.Parameters.ExposureDays)
            where pairs.Count > 0
            let good = i.Better == BetterValue.Higher ? 1 : -1
            select new BeforeAndAfter(i.Code, i.Title, i.Lowest, i.Highest, i.Better, pairs.Count,
                Mean(pairs.Select(p => p.Before.Value)), Mean(pairs.Select(p => p.After.Value)),
                Mean(pairs.Select(p => p.After.Value - p.Before.Value)),
                pairs.Count(p => good * (p.After.Value - p.Before.Value) > 0));

        static string Mean(IEnumerable<decimal> values) => Figures.Invariant(Figures.MeanOf([.. values]))!;
    }
}
