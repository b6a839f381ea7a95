namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>Commands of the monitoring room. A command with an event asks to record it unchanged.</summary>
public abstract record MonitoringCommand : ProgrammeCommand
{
    private MonitoringCommand() { }

    /// <summary>Start a monitoring.</summary>
    public sealed record StartMonitoring(Guid Id, MonitoringKind Kind) : MonitoringCommand;

    /// <summary>Record the SWOT analysis of one form.</summary>
    public sealed record RecordSwot(MonitoringEvent.SwotRecorded Swot) : MonitoringCommand;

    /// <summary>Record the curator's sheet.</summary>
    public sealed record RecordCuratorScore(MonitoringEvent.CuratorScoreRecorded Score) : MonitoringCommand;

    /// <summary>Record measurements: all or none.</summary>
    public sealed record MeasureIndicators(IReadOnlyList<MonitoringEvent.IndicatorMeasured> Measurements) : MonitoringCommand;

    /// <summary>Conclude a monitoring.</summary>
    public sealed record ConcludeMonitoring(Guid Monitoring, Guid? Document) : MonitoringCommand;

    /// <summary>Reopen a concluded monitoring.</summary>
    public sealed record ReopenMonitoring(Guid Monitoring, TextReference Reason) : MonitoringCommand;

    /// <summary>Void a fact recorded by mistake.</summary>
    public sealed record VoidMonitoringFact(Guid Fact, TextReference Reason) : MonitoringCommand;
}
