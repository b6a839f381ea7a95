using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Process;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes;

/// <summary>The status of a programme.</summary>
public enum ProgrammeStatus
{
    /// <summary>Not drafted yet: the state of an empty stream.</summary>
    None,

    /// <summary>Draft: no curator yet.</summary>
    Draft,

    /// <summary>Has a curator.</summary>
    Active,

    /// <summary>Suspended by an order.</summary>
    Suspended,

    /// <summary>Completed with a certificate.</summary>
    Completed,

    /// <summary>Cancelled by an order.</summary>
    Cancelled,
}

/// <summary>A delegation that is not revoked.</summary>
/// <param name="Role">The role in which the person granted it, in the ledger's form: <c>head</c>, <c>curator</c>.</param>
public sealed record Delegation(Guid Id, Guid Person, Guid Integrator, DateOnly From, DateOnly? Until, string Role);

/// <summary>A cancellation that was not voided.</summary>
/// <param name="On">The first day without the programme.</param>
public sealed record Cancellation(CharterEvent.ProgrammeCancelled Event, DateOnly On);

/// <summary>A time in which the programme was suspended.</summary>
/// <param name="To">The first day on which it ran again; null while it is suspended.</param>
public sealed record Pause(DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day is in it.</summary>
    public bool Covers(DateOnly day) => From <= day && !(To <= day);
}

/// <summary>One programme: the fold of its stream.</summary>
/// <param name="Version">Number of folded events.</param>
/// <param name="Charter">The draft with later corrections.</param>
/// <param name="Definition">The version that it uses now.</param>
/// <param name="StatusBeforeClosing">The status restored when a completion or cancellation is voided.</param>
public sealed record Programme(
    int Version, ProgrammeStatus Status, CharterEvent.ProgrammeDrafted? Charter, DefinitionReference? Definition,
    SecondApproverPolicy SecondApprover, ProgrammeStatus StatusBeforeClosing, ImmutableDictionary<Guid, Delegation> Delegations,
    PreparationRoom Preparation, DocumentsRoom Documents, GatesRoom Gates, CertificationRoom Certification, ParticipantsRoom Participants,
    SurveysRoom Surveys, TandemsRoom Tandems, MatchingRoom Matching)
{
    /// <summary>The state before the first event.</summary>
    public static Programme Empty { get; } = new(
        0, ProgrammeStatus.None, null, null, SecondApproverPolicy.Never, ProgrammeStatus.None,
        ImmutableDictionary<Guid, Delegation>.Empty,
        PreparationRoom.Empty, DocumentsRoom.Empty, GatesRoom.Empty, CertificationRoom.Empty, ParticipantsRoom.Empty,
        SurveysRoom.Empty, TandemsRoom.Empty, MatchingRoom.Empty);

    /// <summary>The stream's name when Marten itself reads the aggregate, which requires an id; empty in the engine's fold.</summary>
    public string Id { get; init; } = "";

    /// <summary>Monitorings, SWOT, the curator's sheet and indicators.</summary>
    public MonitoringRoom Monitoring { get; init; } = MonitoringRoom.Empty;

    /// <summary>Orders, letters, competitions and publications.</summary>
    public RecognitionRoom Recognition { get; init; } = RecognitionRoom.Empty;

    /// <summary>Whether it is an invented example of a sandbox; its papers say so.</summary>
    public bool Sandbox { get; init; }

    /// <summary>The cancellation; null unless the programme is cancelled.</summary>
    public Cancellation? Cancellation { get; init; }

    /// <summary>The times in which it was suspended, in order.</summary>
    public ImmutableList<Pause> Pauses { get; init; } = [];

    /// <summary>The reorganisations with which it went over to a legal successor, in order.</summary>
    public ImmutableList<CharterEvent.ProgrammeTransferred> Transfers { get; init; } = [];

    /// <summary>The events that moved it on its way through the stages, in order.</summary>
    public ImmutableList<ProcessStep> Steps { get; init; } = [];

    /// <summary>
    /// The version of the last entry that a certificate has to report. Steps of gate 7 itself, certificates and their papers are none: the
    /// certificate is evidence of that gate.
    /// </summary>
    public int ReportableAt { get; init; }

    /// <summary>The capacity of <see cref="Delegation.Role"/> in which a curator delegates.</summary>
    public static readonly string OfCurator = Kebab.Of(nameof(Role.Curator));

    private static readonly string Head = Kebab.Of(nameof(Role.Head));

    /// <summary>Completed or cancelled.</summary>
    public bool Closed => Status is ProgrammeStatus.Completed or ProgrammeStatus.Cancelled;

    /// <summary>Whether it was suspended on a day.</summary>
    public bool SuspendedOn(DateOnly day) => Pauses.Exists(p => p.Covers(day));

    /// <summary>Whether an integrator may act for a person on a day.</summary>
    /// <param name="asHead">Only delegations granted in the role of the head count.</param>
    public bool Delegates(Guid person, Guid integrator, DateOnly day, bool asHead = false) =>
        !Preparation.Gone.ContainsKey(person) && Delegations.Values.Any(d =>
            d.Person == person && d.Integrator == integrator && d.From <= day && (d.Until is not { } until || day <= until)
                && (!asHead || d.Role == Head));

    /// <summary>The persons who hold or held an office: curators, persons responsible for items, authors of delegations.</summary>
    public IEnumerable<Guid> Officers => Preparation.Curators.Select(term => term.Person)
        .Concat(Preparation.Roadmap?.Items.Values.Select(i => i.Plan.Responsible).OfType<Guid>() ?? [])
        .Concat(Delegations.Values.Select(d => d.Person)).Distinct().Order();

    /// <summary>The state after one more event. An event of an unknown room is a bug and throws.</summary>
    public Programme Evolve(ProgrammeEvent @event, in Recorded recorded)
    {
        var next = @event switch
        {
            PreparationEvent e => Evolve(e, recorded),
            GateEvent e => this with { Gates = Gates.Evolve(e, recorded) },
            DocumentEvent e => this with { Documents = Documents.Evolve(e) },
            CertificationEvent e => this with { Certification = Certification.Evolve(e, recorded) },
            ParticipantEvent e => this with { Participants = Participants.Evolve(e, recorded) },
            SurveyEvent e => this with { Surveys = Surveys.Evolve(e, recorded) },
            MatchingEvent e => this with { Matching = Matching.Evolve(e, recorded) },
            TandemEvent e => this with { Tandems = Tandems.Evolve(e, recorded) },
            MonitoringEvent e => this with { Monitoring = Monitoring.Evolve(e, recorded) },
            RecognitionEvent e => this with { Recognition = Recognition.Evolve(e) },
            CharterEvent e => Evolve(e, recorded),
            _ => throw new UnreachableException(@event.GetType().Name),
        };
        var version = Version + 1;
        return next with
        {
            Version = version, Steps = ProcessStep.Of(@event, version) is { } step ? Steps.Add(step) : Steps,
            ReportableAt = BelongsToTheLastGate(@event) ? ReportableAt : version,
        };
    }

    // A waiver at gate 7 does not belong to it in this sense: the certificate lists waivers.
    private bool BelongsToTheLastGate(ProgrammeEvent @event) => @event switch
    {
        CertificationEvent or CharterEvent.ProgrammeCompleted => true,
        GateEvent.GateCriterionWaived or GateEvent.GateWaiverWithdrawn => false,
        GateEvent { Stage: 7 } => true,
        CharterEvent.ClosingVoided => Status == ProgrammeStatus.Completed,
        DocumentEvent.DocumentRegistered e => e.Kind == CertificationRoom.Paper,
        // A certificate says nothing of prints.
        DocumentEvent.DocumentPrinted => true,
        DocumentEvent.DocumentFileAttached e => Documents.Documents[e.Id].Registered.Kind == CertificationRoom.Paper,
        _ => false,
    };

    private Programme Evolve(PreparationEvent @event, in Recorded recorded)
    {
        var next = this with { Preparation = Preparation.Evolve(@event, recorded) };
        return @event switch
        {
            PreparationEvent.CuratorAppointed when Status == ProgrammeStatus.Draft => next with { Status = ProgrammeStatus.Active },
            PreparationEvent.CuratorAppointmentVoided when next.Preparation.Curators.IsEmpty =>
                next with { Status = ProgrammeStatus.Draft },
            PreparationEvent.RoadmapItemCompleted e => next.WorkOn(e.Item, recorded.EffectiveOn),
            PreparationEvent.RoadmapItemNotApplicable e => next.WorkOn(e.Item, recorded.EffectiveOn),
            PreparationEvent.RoadmapItemSettled e => next.WorkOn(e.Item, e.On),
            _ => next,
        };
    }

    private Programme WorkOn(string item, DateOnly on) =>
        this with { Gates = Gates.Opened(Preparation.Roadmap!.Items[item].Plan.Stage, on) };

    private Programme Evolve(CharterEvent @event, in Recorded recorded) => @event switch
    {
        CharterEvent.ProgrammeDrafted e =>
            this with { Status = ProgrammeStatus.Draft, Charter = e, Definition = e.Definition, SecondApprover = e.SecondApprover },
        CharterEvent.ProgrammeDeclaredSandbox => this with { Sandbox = true },
        CharterEvent.ProgrammeCorrected e =>
            this with { Charter = Charter! with { SchoolYear = e.SchoolYear, Title = e.Title, Goal = e.Goal } },
        CharterEvent.SecondApproverPolicySet e => this with { SecondApprover = e.Policy },
        CharterEvent.DefinitionMigrated e => this with { Definition = e.To, Gates = Gates.Unsettled(e.AffectedStages) },
        CharterEvent.ProgrammeSuspended =>
            this with { Status = ProgrammeStatus.Suspended, Pauses = Pauses.Add(new(recorded.EffectiveOn, null)) },
        CharterEvent.ProgrammeResumed => this with
        {
            Status = Preparation.Curators.IsEmpty ? ProgrammeStatus.Draft : ProgrammeStatus.Active,
            Pauses = Pauses is [.., { To: null } last]
                ? Pauses.SetItem(Pauses.Count - 1, last with { To = recorded.EffectiveOn }) : Pauses,
        },
        CharterEvent.ProgrammeCancelled e => this with
        {
            Status = ProgrammeStatus.Cancelled, StatusBeforeClosing = Status, Cancellation = new(e, recorded.EffectiveOn),
        },
        CharterEvent.ProgrammeCompleted => this with { Status = ProgrammeStatus.Completed, StatusBeforeClosing = Status },
        CharterEvent.ClosingVoided => this with { Status = StatusBeforeClosing, Cancellation = null },
        CharterEvent.ProgrammeTransferred e => Transferred(Transfers.Add(e)),
        CharterEvent.ProgrammeTransferVoided e => Transferred(Transfers.RemoveAll(t => t.Reorganisation == e.Reorganisation)),
        CharterEvent.DelegationGranted e =>
            this with { Delegations = Delegations.Add(e.Id, new(e.Id, e.Person, e.Integrator, e.From, e.Until, recorded.Role)) },
        CharterEvent.DelegationRevoked e => this with { Delegations = Delegations.Remove(e.Id) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private Programme Transferred(ImmutableList<CharterEvent.ProgrammeTransferred> transfers) => this with
    {
        Transfers = transfers,
        Participants = Participants with
        {
            Renewals = [.. transfers.Where(t => t.ConsentsUntil is not null).Select(t => new ConsentRenewal(t.On, t.ConsentsUntil!.Value))],
        },
    };
}
