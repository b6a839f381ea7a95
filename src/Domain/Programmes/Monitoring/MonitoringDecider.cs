using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>Rules of the monitoring room.</summary>
public static class MonitoringDecider
{
    private const int MostMeasurements = 5000;
    private const int MostItems = 50;
    private const int LinesOfSheet = 9;
    private const int MostPoints = 2;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, MonitoringCommand command, Issued issued, Definition definition)
    {
        var room = state.Monitoring;
        return command switch
        {
            MonitoringCommand.StartMonitoring c when room.Seen.Contains(c.Id) => Recorded(c.Id),
            MonitoringCommand.StartMonitoring c when room.Of(c.Kind).FirstOrDefault(m => !m.Concluded) is { } open =>
                new Refusal(Reason.AlreadyRecorded, "monitoring-open", $"{open.Started.Id}"),
            MonitoringCommand.StartMonitoring c => new MonitoringEvent.MonitoringStarted(c.Id, c.Kind),
            MonitoringCommand.RecordSwot { Swot: var s } =>
                (Quality(state, s.Monitoring, s.Id) ?? Swot(state, s, definition)) is { } no ? no : s,
            MonitoringCommand.RecordCuratorScore { Score: var s } =>
                (Quality(state, s.Monitoring, s.Id) ?? Score(state, s)) is { } no ? no : s,
            MonitoringCommand.MeasureIndicators c => Measure(state, c.Measurements, issued, definition),
            MonitoringCommand.ConcludeMonitoring c when !room.Monitorings.ContainsKey(c.Monitoring) => Unknown(c.Monitoring),
            MonitoringCommand.ConcludeMonitoring c when room.Monitorings[c.Monitoring].Concluded => IsConcluded(c.Monitoring),
            MonitoringCommand.ConcludeMonitoring c =>
                (ParticipantDecider.Unmet(Reason.ConditionsNotMet, Conclusions.Lacking(state, room.Monitorings[c.Monitoring]))
                    ?? ParticipantDecider.InForce(state, c.Document)) is { } no
                    ? no
                : new MonitoringEvent.MonitoringConcluded(c.Monitoring, c.Document),
            MonitoringCommand.ReopenMonitoring c when !room.Monitorings.ContainsKey(c.Monitoring) => Unknown(c.Monitoring),
            MonitoringCommand.ReopenMonitoring c when !room.Monitorings[c.Monitoring].Concluded => Reason.NothingChanges,
            MonitoringCommand.ReopenMonitoring c => new MonitoringEvent.MonitoringReopened(c.Monitoring, c.Reason),
            MonitoringCommand.VoidMonitoringFact c => Void(room, c),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static Decision Void(MonitoringRoom room, MonitoringCommand.VoidMonitoringFact c) =>
        !room.Facts.ContainsKey(c.Fact) && !room.Monitorings.ContainsKey(c.Fact) ? Decision.Unknown("fact", $"{c.Fact}")
        // The facts of a concluded monitoring change only after it is reopened.
        : room.Monitorings.GetValueOrDefault(MonitoringOf(room, c.Fact) ?? c.Fact) is { Concluded: true } concluded
            ? IsConcluded(concluded.Started.Id)
        : new MonitoringEvent.MonitoringFactVoided(c.Fact, c.Reason);

    private static Guid? MonitoringOf(MonitoringRoom room, Guid fact) => room.Facts.GetValueOrDefault(fact) switch
    {
        MonitoringEvent.SwotRecorded s => s.Monitoring,
        MonitoringEvent.CuratorScoreRecorded s => s.Monitoring,
        _ => null,
    };

    // Analysis and sheet belong to an open monitoring of quality.
    private static Refusal? Quality(Programme state, Guid monitoring, Guid fact) =>
        !state.Monitoring.Monitorings.TryGetValue(monitoring, out var found)
            ? new(Reason.Unknown, "monitoring-unknown", $"{monitoring}")
        : found.Kind != MonitoringKind.Quality ? new(Reason.ValueOutOfRange, "monitoring-of-another-kind", Kebab.Of($"{found.Kind}"))
        : found.Concluded ? IsConcluded(monitoring)
        : state.Monitoring.Seen.Contains(fact) ? Recorded(fact)
        : null;

    private static Refusal? Swot(Programme state, MonitoringEvent.SwotRecorded swot, Definition definition)
    {
        List<SwotItem> items = [.. swot.Strengths, .. swot.Weaknesses, .. swot.Opportunities, .. swot.Threats];
        return definition.Form(swot.Form) is null ? new(Reason.Unknown, "form-unknown", swot.Form)
            : state.Monitoring.Of<MonitoringEvent.SwotRecorded>().Any(s => (s.Monitoring, s.Form) == (swot.Monitoring, swot.Form))
                ? new(Reason.AlreadyRecorded, "code-recorded", swot.Form)
            : items.Count is 0 or > MostItems ? new(Reason.ValueOutOfRange, "count-out-of-range", "/strengths")
            : ParticipantDecider.Codes(items.Select(i => i.Code))
                ?? (items.FirstOrDefault(i => i.Share is { } share && !IsShare(share)) is { } wrong
                    ? new(Reason.ValueOutOfRange, "share-invalid", wrong.Share!)
                    : null);
    }

    private static bool IsShare(string share) => ValueFormat.IsDecimal(share) && Measurements.Decimal(share) is >= 0 and <= 100;

    private static Refusal? Score(Programme state, MonitoringEvent.CuratorScoreRecorded score) =>
        score.Lines.Count != LinesOfSheet || score.Lines.Any(l => l is < 0 or > MostPoints)
            ? new(Reason.ValueOutOfRange, "curator-score-invalid", string.Join(' ', score.Lines))
        : state.Monitoring.Of<MonitoringEvent.CuratorScoreRecorded>().FirstOrDefault(s => s.Monitoring == score.Monitoring) is { } known
            ? Recorded(known.Id)
        : null;

    private static Decision Measure(
        Programme state, IReadOnlyList<MonitoringEvent.IndicatorMeasured> measurements, Issued issued, Definition definition)
    {
        if (measurements.Count is 0 or > MostMeasurements)
            return new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/measurements");
        HashSet<Guid> ids = [];
        foreach (var (at, m) in measurements.Index())
        {
            var place = $"/measurements/{at}";
            if (state.Monitoring.Seen.Contains(m.Id) || !ids.Add(m.Id)) return Recorded(m.Id);
            var subject = m.Person is null ? IndicatorSubject.Organisation : IndicatorSubject.Person;
            if ((ParticipantDecider.Indicator(new(m.Code, m.Value), subject, place, definition) ?? Dates.OfFact(m.MeasuredOn, issued.AsOf)
                ?? (m.Person is { } person ? OfPerson(state, m, person) : OfOrganisation(state, m))) is { } no)
                return no;
        }

        return new Decision.Accepted([.. measurements]);
    }

    private static Refusal? OfPerson(Programme state, MonitoringEvent.IndicatorMeasured m, Guid person) =>
        !state.Participants.Knows(person) ? new(Reason.Unknown, "participant-unknown", $"{person}")
        : m.Wave is not (IndicatorWave.Interim or IndicatorWave.Exit) || m.SchoolYear is not null
            ? new(Reason.ValueOutOfRange, "wave-of-another-subject", Kebab.Of($"{m.Wave}"))
        : ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.Stopped(state, person));

    // A count of the organisation is about a school year: the programme's own, or an earlier one as its base.
    private static Refusal? OfOrganisation(Programme state, MonitoringEvent.IndicatorMeasured m) =>
        m.Wave is not (IndicatorWave.Baseline or IndicatorWave.Final)
            ? new(Reason.ValueOutOfRange, "wave-of-another-subject", Kebab.Of($"{m.Wave}"))
        : m.SchoolYear is not { } year || !SchoolYear.IsValid(year)
            || (m.Wave == IndicatorWave.Final) != (year == state.Charter!.SchoolYear)
            ? new(Reason.ValueOutOfRange, "year-of-another-wave", m.SchoolYear ?? "—")
        : null;

    private static Decision Unknown(Guid monitoring) => Decision.Unknown("monitoring", $"{monitoring}");

    private static Refusal IsConcluded(Guid monitoring) => new(Reason.AlreadyRecorded, "monitoring-concluded", $"{monitoring}");

    private static Refusal Recorded(Guid fact) => new(Reason.AlreadyRecorded, "fact-recorded", $"{fact}");
}
