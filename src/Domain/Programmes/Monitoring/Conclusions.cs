using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>The conditions for concluding a monitoring. Decisions and gate 7 use the same.</summary>
public static class Conclusions
{
    /// <summary>Unmet conditions of one monitoring.</summary>
    public static IEnumerable<Missing> Lacking(Programme state, MonitoringState monitoring) => monitoring.Kind switch
    {
        MonitoringKind.Satisfaction => Answered(state, SurveyPurpose.Satisfaction) ? [] : Lacking("satisfaction-not-surveyed", monitoring),
        MonitoringKind.Quality => Quality(state, monitoring.Started.Id),
        _ => MeasuredAtExit(state) ? [] : Lacking("exit-measurement-missing", monitoring),
    };

    // Measured one by one, or answered in a wave of exit.
    private static bool MeasuredAtExit(Programme state) =>
        state.Monitoring.Measured.GetValueOrDefault(IndicatorWave.Exit) > 0 || Answered(state, SurveyPurpose.Exit);

    private static bool Answered(Programme state, SurveyPurpose purpose) =>
        Enum.GetValues<SurveyAudience>().Any(who => state.Surveys.Closed(who, purpose).Any(w => !w.Answers.IsEmpty));

    private static IEnumerable<Missing> Quality(Programme state, Guid monitoring)
    {
        var analysed = state.Monitoring.Of<MonitoringEvent.SwotRecorded>().Where(s => s.Monitoring == monitoring).Select(s => s.Form)
            .ToHashSet(StringComparer.Ordinal);
        var worked = state.Participants.Mentees.Values.Where(m => m.InBase).Select(m => m.Form?.Form).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal).ToList();
        if (worked.Count == 0 && analysed.Count == 0) yield return new("swot-missing", "all-forms");
        foreach (var form in worked.Where(f => !analysed.Contains(f))) yield return new("swot-missing", form);
        if (!state.Monitoring.Of<MonitoringEvent.CuratorScoreRecorded>().Any(s => s.Monitoring == monitoring))
            yield return new("curator-score-missing", $"{monitoring}");
    }

    private static Missing[] Lacking(string what, MonitoringState monitoring) => [new Missing(what, $"{monitoring.Started.Id}")];
}
