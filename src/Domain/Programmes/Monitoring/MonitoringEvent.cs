using System.ComponentModel;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>The subject of a monitoring.</summary>
public enum MonitoringKind
{
    /// <summary>Personal satisfaction with taking part (M166).</summary>
    Satisfaction,

    /// <summary>Quality of the programme: SWOT and the curator's sheet (M167).</summary>
    Quality,

    /// <summary>Influence on the participants: before and after (M168).</summary>
    Influence,
}

/// <summary>When something was measured.</summary>
public enum IndicatorWave
{
    /// <summary>Of a person at the entry (M114).</summary>
    Entry,

    /// <summary>Of a person during the work (M159).</summary>
    Interim,

    /// <summary>Of a person at the end (M168).</summary>
    Exit,

    /// <summary>Of the organisation, in the base year.</summary>
    Baseline,

    /// <summary>Of the organisation, in the programme's year.</summary>
    Final,
}

/// <summary>One line of a SWOT analysis.</summary>
/// <param name="Code">Codes of 1 to 64 of a-z, 0-9 and hyphen that begin with a letter.</param>
/// <param name="Share">Per cent of the respondents, a decimal as text; null if it was not counted.</param>
public sealed record SwotItem(string Code, string? Share, TextReference? Text);

/// <summary>Events of the monitoring room (domain-model.md 3 J; M166 to M168): codes, numbers, dates and references only.</summary>
/// <remarks><c>Id</c> identifies the fact; it is used once, and <see cref="MonitoringFactVoided"/> refers to it.</remarks>
public abstract record MonitoringEvent : ProgrammeEvent
{
    private MonitoringEvent() { }

    /// <summary>A monitoring was started.</summary>
    [DisplayName("начало мониторинга")]
    public sealed record MonitoringStarted(Guid Id, MonitoringKind Kind) : MonitoringEvent;

    /// <summary>The SWOT analysis of one form was recorded.</summary>
    /// <param name="Monitoring">A monitoring of quality.</param>
    [DisplayName("SWOT-анализ")]
    public sealed record SwotRecorded(
        Guid Id, Guid Monitoring, string Form, IReadOnlyList<SwotItem> Strengths, IReadOnlyList<SwotItem> Weaknesses,
        IReadOnlyList<SwotItem> Opportunities, IReadOnlyList<SwotItem> Threats) : MonitoringEvent;

    /// <summary>The curator's sheet was recorded.</summary>
    /// <param name="Monitoring">A monitoring of quality.</param>
    /// <param name="Lines">Nine scores from 0 to 2, in the order of the sheet.</param>
    [DisplayName("лист оценки куратора")]
    public sealed record CuratorScoreRecorded(Guid Id, Guid Monitoring, IReadOnlyList<int> Lines) : MonitoringEvent;

    /// <summary>An indicator of a person or of the organisation was measured. Entry measurements of persons are
    /// <see cref="ParticipantEvent.EntryMeasured"/>.</summary>
    /// <param name="Person">Null for the organisation.</param>
    /// <param name="Value">A decimal as text, such as <c>4.25</c>.</param>
    /// <param name="Unit">Null for a point of the indicator's scale.</param>
    /// <param name="SchoolYear">The year that a count of the organisation is about, such as <c>2020/2021</c>.</param>
    [DisplayName("измерение показателя")]
    public sealed record IndicatorMeasured(
        Guid Id, string Code, Guid? Person, IndicatorWave Wave, string Value, InstitutionalText? Unit, MeasurementSource Source,
        DateOnly MeasuredOn, string? SchoolYear) : MonitoringEvent;

    /// <summary>A monitoring was concluded.</summary>
    /// <param name="Document">The registered report.</param>
    [DisplayName("завершение мониторинга")]
    public sealed record MonitoringConcluded(Guid Monitoring, Guid? Document) : MonitoringEvent;

    /// <summary>A concluded monitoring was reopened.</summary>
    [DisplayName("возобновление мониторинга")]
    public sealed record MonitoringReopened(Guid Monitoring, TextReference Reason) : MonitoringEvent;

    /// <summary>A fact was voided; a started monitoring is a fact too. To correct a fact, void it and record another one.</summary>
    [DisplayName("отмена записи мониторинга")]
    public sealed record MonitoringFactVoided(Guid Fact, TextReference Reason) : MonitoringEvent;
}
