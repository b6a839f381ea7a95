using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Audit;

/// <summary>Facets of survey waves, links and given answers, without their content. Persons appear as ids.</summary>
internal static class SurveyFacets
{
    public static IEnumerable<Facet> Of(SurveysRoom room) =>
    [
        .. room.Waves.Values.SelectMany(Wave),
        .. room.Links.OrderBy(l => l.Key)
        .Select(l =>
            Facet.Of("survey-link", l.Key,
                $"{l.Value.Issued.Person} {(l.Value.Revoked ? "revoked" : Dates.Text(l.Value.Issued.ExpiresOn))}")),
    ];

    private static IEnumerable<Facet> Wave(SurveyWave wave)
    {
        var opened = wave.Opened;
        var questionnaire = $"{opened.Questionnaire.Code}/{opened.Questionnaire.Version}";
        yield return Facet.Of("survey-wave", wave.Id,
            $"{opened.Purpose.Words()} {opened.Audience.Words()} {questionnaire} {opened.Form}".TrimEnd());
        yield return Facet.Of("survey-wave-status", wave.Id, wave.ClosedOn is { } closed ? $"closed {Dates.Text(closed)}" : "open");
        if (wave.ClosesOn is { } last) yield return Facet.Of("survey-wave-last-day", wave.Id, Dates.Text(last));
        yield return Facet.Of("survey-wave-invited", wave.Id, $"{wave.Invited.Count}");
        yield return Facet.Of("survey-wave-answered", wave.Id, $"{wave.Answers.Count}");
        // Counts alone would hide an answer that replaced a voided one.
        foreach (var (answered, _) in wave.Answers.Values.OrderBy(a => a.Answered.Id))
            yield return Facet.Of("survey-answer", answered.Id, $"{answered.Person} {answered.Channel.Words()}");
    }
}
