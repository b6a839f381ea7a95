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

    // Events after which a mentor may not work for other schools any more, and what these schools tell each other.
    private static readonly Type[] Sharing =
    [
        typeof(RegistryEvent.OrganisationLeft), typeof(ConsentEvent.ConsentWithdrawn), typeof(ConsentEvent.ConsentVoided),
        typeof(ConsentEvent.ProcessingRestricted), typeof(ErasureEvent.PersonalDataErased), typeof(ParticipantEvent.MentorSharingAnswered),
        typeof(SharingEvent.SharedMentorAskedFor), typeof(SharingEvent.MentorRequestAccepted), typeof(SharingEvent.MentorRequestDeclined),
        typeof(SharingEvent.MentorSharingEnded),
    ];

    /// <summary>Selects the event types that something follows from; others are not read.</summary>
    public LedgerMessages()
        : base(Name)
    {
        IncludeType<RegistryEvent.OrganisationLeft>();
        IncludeType<ConsentEvent.ConsentWithdrawn>();
        IncludeType<ConsentEvent.ProcessingRestricted>();
        IncludeType<CharterEvent.ProgrammeCancelled>();
        IncludeType<PreparationEvent.CuratorReplaced>();
        IncludeType<PreparationEvent.CuratorAppointmentVoided>();
        IncludeType<ErasureEvent.PersonalDataErased>();
        IncludeType<SandboxEvent.SandboxOpened>();
        IncludeType<SandboxEvent.SandboxClosed>();
        IncludeType<OrganisationEvent.OrganisationCreated>();
        IncludeType<ReorganisationEvent.OrganisationReorganised>();
        IncludeType<ReorganisationEvent.ReorganisationVoided>();
        IncludeType<PrivacyEvent.ConsentTextPublished>();
        foreach (var type in Sharing) IncludeType(type);
        foreach (var type in Dated) IncludeType(type);
    }

    /// <inheritdoc/>
    public override async Task ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        IMessageBus bus, CancellationToken cancellationToken)
    {
        foreach (var recorded in page.Events)
        {
            if (Of(recorded) is { } message) await bus.PublishAsync(message);
            if (OfSharing(recorded) is { } sharing) await bus.PublishAsync(sharing);
        }

        foreach (var dated in page.Events.Where(e => Dated.Contains(e.EventType)).GroupBy(e => e.TenantId, e => e.StreamKey!))
        {
            foreach (var renew in RenewNotices.Of(Guid.Parse(dated.Key), dated.Distinct())) await bus.PublishAsync(renew);
        }
    }

    // Ids and positions only: messages stay in Wolverine's tables for minutes, and dead letters for days.
    private static object? Of(IEvent recorded)
    {
        var (organisation, stream) = (Guid.Parse(recorded.TenantId), recorded.StreamKey!);
        return recorded.Data switch
        {
            RegistryEvent.OrganisationLeft => new EndParticipation(organisation, StreamNames.PersonOf(stream), recorded.Id),
            ConsentEvent.ConsentWithdrawn => new EndParticipation(organisation, StreamNames.PersonOf(stream), recorded.Id),
            ConsentEvent.ProcessingRestricted { Ground: RestrictionGround.Majority } =>
                new AskForConsent(organisation, StreamNames.PersonOf(stream), recorded.Id),
            CharterEvent.ProgrammeCancelled => new StartErasureTerms(organisation, StreamNames.ProgrammeOf(stream), recorded.Id),
            PreparationEvent.CuratorReplaced or PreparationEvent.CuratorAppointmentVoided =>
                new EndOffice(organisation, StreamNames.ProgrammeOf(stream), recorded.Id),
            ErasureEvent.PersonalDataErased => new FinishErasures(),
            SandboxEvent.SandboxOpened e => new ExpireSandbox(organisation, e.Sandbox, recorded.Id),
            SandboxEvent.SandboxClosed e => new DeleteSandbox(e.Sandbox, Again: false),
            OrganisationEvent.OrganisationCreated => new LookAtDay(organisation, null),
            ReorganisationEvent.OrganisationReorganised e => new HandOver(organisation, e.Id, e.Successor, recorded.Id),
            PrivacyEvent.ConsentTextPublished { Purpose: ConsentPurpose.Participation } e =>
                new AskToRenew(organisation, e.Id, recorded.Id),
            ReorganisationEvent.ReorganisationVoided e => new HandOver(organisation, e.Id, e.Successor, recorded.Id),
            _ => null,
        };
    }

    private static object? OfSharing(IEvent recorded)
    {
        var (organisation, stream) = (Guid.Parse(recorded.TenantId), recorded.StreamKey!);
        return recorded.Data switch
        {
            RegistryEvent.OrganisationLeft or ConsentEvent.ConsentWithdrawn or ConsentEvent.ConsentVoided
                or ConsentEvent.ProcessingRestricted or ErasureEvent.PersonalDataErased =>
                new EndSharing(organisation, StreamNames.PersonOf(stream), recorded.Id),
            ParticipantEvent.MentorSharingAnswered e => new EndSharing(organisation, e.Person, recorded.Id),
            SharingEvent.SharedMentorAskedFor e => new TellSchool(organisation, e.School, e.Request, recorded.Id),
            SharingEvent.MentorRequestAccepted e => new TellSchool(organisation, e.School, e.Request, recorded.Id),
            SharingEvent.MentorRequestDeclined e => new TellSchool(organisation, e.School, e.Request, recorded.Id),
            SharingEvent.MentorSharingEnded e => new TellSchool(organisation, e.School, e.Request, recorded.Id),
            _ => null,
        };
    }
}
