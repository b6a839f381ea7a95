using MentorshipFlow.People;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates;

/// <summary>The day on which the fact of an event was, and how many days later it was recorded.</summary>
public static class DayOfFact
{
    /// <summary>The date that the event itself names, or the effective date of its entry.</summary>
    public static DateOnly Of(DomainEvent @event, DateOnly effectiveOn) => @event switch
    {
        Fact.OutreachHeld e => e.On,
        Fact.NeedsSurveyConcluded e => e.On,
        Fact.AdministrativeMeetingHeld e => e.On,
        Fact.ObjectiveMeasured e => e.MeasuredOn,
        Fact.YearPlanEventHeld e => e.On,
        PreparationEvent.RoadmapItemSettled e => e.On,
        ParticipantEvent.EntryMeasured e => e.MeasuredOn,
        ParticipantEvent.InterviewHeld e => e.On,
        ParticipantEvent.ExpertEngaged e => e.On,
        ParticipantEvent.TrainingMaterialsPrepared e => e.On,
        ParticipantEvent.TrainingSessionHeld e => e.On,
        ParticipantEvent.MentorsInformed e => e.On,
        ParticipantEvent.MentorWithdrew e => e.NoticeOn,
        TandemEvent.TandemApprovedByOrder e => e.On,
        TandemEvent.MeetingHeld e => e.On,
        TandemEvent.MenteeEmployed e => e.On,
        MonitoringEvent.IndicatorMeasured e => e.MeasuredOn,
        MatchingEvent.SupportNoted e => e.On,
        Recognised.FinalEventHeld e => e.On,
        Recognised.CompetitionHeld e => e.On,
        Recognised.ResultsPublished e => e.On,
        RegistryEvent.OrganisationLeft e => e.On,
        ConsentEvent.ConsentWithdrawn e => e.ReceivedOn,
        ErasureEvent.ErasureRequested e => e.ReceivedOn,
        _ => effectiveOn,
    };

    /// <summary>Days from the fact to its record; 0 when it was recorded on the same day.</summary>
    public static int DaysLate(DomainEvent @event, DateOnly effectiveOn, DateOnly recordedOn) =>
        Math.Max(0, recordedOn.DayNumber - Of(@event, effectiveOn).DayNumber);
}
