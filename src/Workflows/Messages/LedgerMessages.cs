using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Workflows.Store;
using Wolverine;
using Wolverine.Marten.Subscriptions;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Follows the ledger and publishes the messages that events cause. The messages and the subscription's
/// progress commit together, so a crash loses none and repeats none.</summary>
public sealed class LedgerMessages : BatchSubscription
{
    /// <summary>The subscription's name in <c>mt_event_progression</c> and in health.</summary>
    public const string Name = "messages";

    // Events that give a matter its day, move it, or settle it. A type that is missing here is found by the look at the next day.
    private static readonly Type[] Dated =
    [
        typeof(CharterEvent.ProgrammeCancelled), typeof(CharterEvent.ProgrammeCompleted), typeof(CharterEvent.ClosingVoided),
        typeof(CharterEvent.DelegationGranted), typeof(CharterEvent.DelegationRevoked), typeof(PreparationEvent.RoadmapApproved),
        typeof(PreparationEvent.RoadmapItemRescheduled), typeof(PreparationEvent.RoadmapItemCompleted),
        typeof(PreparationEvent.RoadmapItemNotApplicable), typeof(PreparationEvent.RoadmapItemReopened),
        typeof(PreparationEvent.RoadmapItemSettled), typeof(PreparationEvent.RoadmapItemUnsettled), typeof(GateEvent.StageSubmitted),
        typeof(GateEvent.StageApproved), typeof(GateEvent.StageReturned), typeof(GateEvent.StageReopened),
        typeof(GateEvent.StageApprovalRevoked), typeof(GateEvent.GateCriterionWaived), typeof(GateEvent.GateWaiverWithdrawn),
        typeof(SurveyEvent.SurveyWaveOpened), typeof(SurveyEvent.SurveyWaveClosed), typeof(SurveyEvent.SurveyWaveReopened),
        typeof(RegistryEvent.ClearanceConfirmed), typeof(RegistryEvent.ClearanceRevoked), typeof(RegistryEvent.OrganisationLeft),
        typeof(RegistryEvent.DepartureVoided), typeof(RegistryEvent.AgeBandReached), typeof(RegistryEvent.ProgrammeJoined),
        typeof(ConsentEvent.ConsentGiven), typeof(ConsentEvent.ConsentWithdrawn), typeof(ConsentEvent.ConsentWithdrawalVoided),
        typeof(ConsentEvent.ConsentVoided), typeof(ErasureEvent.ErasureRequested), typeof(ErasureEvent.ErasureRequestVoided),
        typeof(ErasureEvent.ErasureTermExtended), typeof(ErasureEvent.ErasureAssessed), typeof(ErasureEvent.PersonalDataErased),
    ];

    // The messages that follow from an event, by its type. Ids and positions only: messages stay in Wolverine's tables for minutes, and
    // dead letters for days.
    private static readonly Dictionary<Type, Func<IEvent, object?>> Following = new(
    [
        After<RegistryEvent.OrganisationLeft>((e, _) => new EndParticipation(Organisation(e), Person(e), e.Id)),
        After<ConsentEvent.ConsentWithdrawn>((e, _) => new EndParticipation(Organisation(e), Person(e), e.Id)),
        After<ConsentEvent.ProcessingRestricted>((e, restricted) => restricted.Ground == RestrictionGround.Majority
            ? new AskForConsent(Organisation(e), Person(e), e.Id) : null),
        After<CharterEvent.ProgrammeCancelled>((e, _) => new StartErasureTerms(Organisation(e), Programme(e), e.Id)),
        After<PreparationEvent.CuratorReplaced>((e, _) => new EndOffice(Organisation(e), Programme(e), e.Id)),
        After<PreparationEvent.CuratorAppointmentVoided>((e, _) => new EndOffice(Organisation(e), Programme(e), e.Id)),
        After<PreparationEvent.AuditorReleased>((e, released) => new EndOffice(Organisation(e), Programme(e), e.Id, released.Person)),
        After<ErasureEvent.PersonalDataErased>((_, _) => new FinishErasures()),
        After<SandboxEvent.SandboxOpened>((e, opened) => new ExpireSandbox(Organisation(e), opened.Sandbox, e.Id)),
        After<SandboxEvent.SandboxClosed>((_, closed) => new DeleteSandbox(closed.Sandbox, Again: false)),
        After<OrganisationEvent.OrganisationCreated>((e, _) => new LookAtDay(Organisation(e), null)),
        After<ReorganisationEvent.OrganisationReorganised>((e, r) => new HandOver(Organisation(e), r.Id, r.Successor, e.Id)),
        After<ReorganisationEvent.ReorganisationVoided>((e, r) => new HandOver(Organisation(e), r.Id, r.Successor, e.Id)),
        After<PrivacyEvent.ConsentTextPublished>((e, text) => text.Purpose == ConsentPurpose.Participation
            ? new AskToRenew(Organisation(e), text.Id, e.Id) : null),
    ]);

    // After these a mentor may not work for other schools any more, or the other school must hear of it.
    private static readonly Dictionary<Type, Func<IEvent, object?>> Sharing = new(
    [
        After<RegistryEvent.OrganisationLeft>((e, _) => new EndSharing(Organisation(e), Person(e), e.Id)),
        After<ConsentEvent.ConsentWithdrawn>((e, _) => new EndSharing(Organisation(e), Person(e), e.Id)),
        After<ConsentEvent.ConsentVoided>((e, _) => new EndSharing(Organisation(e), Person(e), e.Id)),
        After<ConsentEvent.ProcessingRestricted>((e, _) => new EndSharing(Organisation(e), Person(e), e.Id)),
        After<ErasureEvent.PersonalDataErased>((e, _) => new EndSharing(Organisation(e), Person(e), e.Id)),
        After<ParticipantEvent.MentorSharingAnswered>((e, answered) => new EndSharing(Organisation(e), answered.Person, e.Id)),
        After<SharingEvent.SharedMentorAskedFor>((e, asked) => new TellSchool(Organisation(e), asked.School, asked.Request, e.Id)),
        After<SharingEvent.MentorRequestAccepted>((e, told) => new TellSchool(Organisation(e), told.School, told.Request, e.Id)),
        After<SharingEvent.MentorRequestDeclined>((e, told) => new TellSchool(Organisation(e), told.School, told.Request, e.Id)),
        After<SharingEvent.MentorSharingEnded>((e, told) => new TellSchool(Organisation(e), told.School, told.Request, e.Id)),
    ]);

    /// <summary>Selects the event types that something follows from; others are not read.</summary>
    public LedgerMessages()
        : base(Name)
    {
        foreach (var type in Following.Keys.Union(Sharing.Keys).Union(Dated)) IncludeType(type);
    }

    /// <inheritdoc/>
    public override async Task ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        IMessageBus bus, CancellationToken cancellationToken)
    {
        foreach (var recorded in page.Events)
        {
            if (Following.GetValueOrDefault(recorded.EventType)?.Invoke(recorded) is { } message) await bus.PublishAsync(message);
            if (Sharing.GetValueOrDefault(recorded.EventType)?.Invoke(recorded) is { } sharing) await bus.PublishAsync(sharing);
        }

        foreach (var dated in page.Events.Where(e => Dated.Contains(e.EventType)).GroupBy(e => e.TenantId, e => e.StreamKey!))
        {
            foreach (var renew in RenewNotices.Of(Guid.Parse(dated.Key), dated.Distinct())) await bus.PublishAsync(renew);
        }
    }

    private static KeyValuePair<Type, Func<IEvent, object?>> After<T>(Func<IEvent, T, object?> message)
        where T : DomainEvent => new(typeof(T), recorded => message(recorded, (T)recorded.Data));

    private static Guid Organisation(IEvent recorded) => Guid.Parse(recorded.TenantId);

    private static Guid Person(IEvent recorded) => StreamNames.PersonOf(recorded.StreamKey!);

    private static Guid Programme(IEvent recorded) => StreamNames.ProgrammeOf(recorded.StreamKey!);
}
