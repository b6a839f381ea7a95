using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Certificates.Sources.Feeds;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>Events of monitoring, feedback and recognition.</summary>
internal static class CompletionTopics
{
    /// <summary>Monitorings with their analyses and sheets.</summary>
    public static readonly Topic Monitored = new(On<MonitoringEvent>());

    /// <summary>Waves with invitations and answers.</summary>
    public static readonly Topic Surveyed = new(On<SurveyEvent>());

    /// <summary>Measurements by the code of what was measured, whatever recorded them.</summary>
    public static readonly Topic Measured = new(
    [
        .. OfParticipantFact<ParticipantEvent.EntryMeasured>((e, _) => e.Indicators.Select(i => i.Code)),
        On<MonitoringEvent.IndicatorMeasured>(e => e.Code),
        On<MonitoringEvent.MonitoringFactVoided>((e, c) => Codes(c.Chronicle.CompletionFact(e.Fact))),
        On<SurveyEvent.SurveyWaveOpened>((e, c) => c.Chronicle.Answers(e.Wave).SelectMany(Codes).Distinct()),
        On<SurveyEvent.SurveyAnswered>((e, _) => Codes(e)),
        On<SurveyEvent.SurveyAnswerVoided>((e, c) => Codes(c.Chronicle.CompletionFact(e.Id))),
    ]);

    /// <summary>Forms assigned to mentees.</summary>
    public static readonly Topic Assigned = new(On<ParticipantEvent.MenteeFormAssigned>());

    /// <summary>Mentors moved to the long-term base or removed from it.</summary>
    public static readonly Topic LongTerm =
        new(On<ParticipantEvent.MovedToLongTermBase>(), On<ParticipantEvent.RemovedFromLongTermBase>());

    /// <summary>Partners.</summary>
    public static readonly Topic Partners = new(OfFact<Fact.PartnerEngaged>(f => f.Id));

    /// <summary>Facts of recognition, by the name of the event.</summary>
    public static readonly Topic Recognition = new(
        On<Recognised>((e, _) => [Kind(e)]),
        On<RecognitionEvent.NameRemovedFromPublication>((_, _) => [nameof(Recognised.ResultsPublished)]),
        On<RecognitionEvent.RecognitionFactVoided>((e, c) => c.Chronicle.CompletionFact(e.Fact) is { } fact ? [Kind(fact)] : null));

    private static string Kind(ProgrammeEvent fact) => fact.GetType().Name;

    private static IEnumerable<string> Codes(ProgrammeEvent? fact) => fact switch
    {
        MonitoringEvent.IndicatorMeasured e => [e.Code],
        SurveyEvent.SurveyAnswered e => e.Scales.Select(s => s.Item).Concat(e.Choices.Select(c => c.Item)),
        _ => [],
    };
}
