using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
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
        typeof(PreparationEvent.RoadmapItemNotApplicable), typeof(PreparationEvent.RoadmapItemReopened), typeof(GateEvent.StageSubmitted),
        typeof(GateEvent.StageApproved), typeof(GateEvent.StageReturned), typeof(GateEvent.StageReopened),
        typeof(GateEvent.StageApprovalRevoked), typeof(GateEvent.GateCriterionWaived), typeof(GateEvent.GateWaiverWithdrawn),
        typeof(SurveyEvent.SurveyWaveOpened), typeof(SurveyEvent.SurveyWaveClosed), typeof(SurveyEvent.SurveyWaveReopened),
        typeof(RegistryEvent.ClearanceConfirmed), typeof(RegistryEvent.ClearanceRevoked), typeof(RegistryEvent.OrganisationLeft),
        typeof(RegistryEvent.DepartureVoided), typeof(RegistryEvent.AgeBandReached), typeof(RegistryEvent.ProgrammeJoined),
        typeof(ConsentEvent.ConsentGiven), typeof(ConsentEvent.ConsentWithdrawn), typeof(ConsentEvent.ConsentWithdrawalVoided),
        typeof(ConsentEvent.ConsentVoided), typeof(ErasureEvent.ErasureRequested), typeof(ErasureEvent.ErasureRequestVoided),
        typeof(ErasureEvent.ErasureTermExtended), typeof(ErasureEvent.ErasureAssessed), typeof(ErasureEvent.PersonalDataErased),
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
        foreach (var type in Dated) IncludeType(type);
    }

    /// <inheritdoc/>
    public override async Task ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        IMessageBus bus, CancellationToken cancellationToken)
    {
        foreach (var recorded in page.Events)
        {
            if (Of(recorded) is { } message) await bus.PublishAsync(message);
        }

        foreach (var renew in page.Events.Where(e => Dated.Contains(e.EventType))
            .Select(e => new RenewNotices(Guid.Parse(e.TenantId), e.StreamKey!)).Distinct()) await bus.PublishAsync(renew);
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
                new EndDelegations(organisation, StreamNames.ProgrammeOf(stream), recorded.Id),
            ErasureEvent.PersonalDataErased => new FinishErasures(),
            SandboxEvent.SandboxOpened e => new ExpireSandbox(organisation, e.Sandbox, recorded.Id),
            SandboxEvent.SandboxClosed e => new DeleteSandbox(e.Sandbox, Again: false),
            OrganisationEvent.OrganisationCreated => new LookAtDay(organisation, null),
            _ => null,
        };
    }
}
