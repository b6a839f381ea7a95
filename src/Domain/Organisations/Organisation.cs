using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>Commands about an organisation and its API keys.</summary>
public abstract record OrganisationCommand
{
    private protected OrganisationCommand() { }

    /// <summary>Create an organisation.</summary>
    public sealed record CreateOrganisation(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone) : OrganisationCommand;

    /// <summary>Correct the organisation's details.</summary>
    public sealed record CorrectOrganisation(
        InstitutionalText Title, OrganisationKind Kind, string TimeZone, TextReference Reason) : OrganisationCommand;

    /// <summary>Issue a key to one person or one integrator.</summary>
    /// <param name="Holder">The person's status, looked up by the caller; null if the register does not have the person.</param>
    public sealed record IssueKey(
        Guid Key, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles, PersonStatus? Holder = null) : OrganisationCommand
    {
        /// <summary>Whether the operator of the installation issues it, who may not join a school that has a head.</summary>
        public bool ByOperator { get; init; }

        /// <summary>Whether the operator says that the keys of the head are lost: they are revoked in the same decision.</summary>
        public bool HeadsKeysLost { get; init; }
    }

    /// <summary>Issue several keys in one decision: all or none.</summary>
    public sealed record IssueKeys(IReadOnlyList<IssueKey> Keys) : OrganisationCommand;

    /// <summary>Revoke a key.</summary>
    public sealed record RevokeKey(
        Guid Key, TextReference? Reason, KeyRevocation Ground = KeyRevocation.Decided) : OrganisationCommand;

    /// <summary>Describe the operator of personal data.</summary>
    public sealed record DescribeOperator(InstitutionalText Address, InstitutionalText? Processor) : OrganisationCommand;

    /// <summary>Set what an account needs to sign in.</summary>
    public sealed record SetSignInPolicy(SignInPolicy Policy) : OrganisationCommand;

    /// <summary>Name the region, its authority and its operator.</summary>
    /// <param name="CentreFound">Whether the installation has this regional centre, looked up by the caller.</param>
    public sealed record NameRegion(
        InstitutionalText Region, RegionalBody Authority, RegionalBody Operator, Guid? Centre, bool CentreFound = false)
        : OrganisationCommand;

    /// <summary>Record that the operator of the installation cleared the alarm of the ledger.</summary>
    public sealed record ClearLedgerAlarm(string Fault, long Position, string? RaisedAt, InstitutionalText? Reason) : OrganisationCommand;
}

/// <summary>One organisation: the fold of its stream.</summary>
/// <param name="Created">The organisation's details, with later corrections.</param>
/// <param name="Keys">API keys that are not revoked.</param>
public sealed record Organisation(
    int Version, OrganisationEvent.OrganisationCreated? Created, ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued> Keys)
{
    /// <summary>The state before the first event.</summary>
    public static Organisation Empty { get; } = new(0, null, ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued>.Empty);

    /// <summary>Why keys were revoked one by one.</summary>
    public ImmutableDictionary<Guid, KeyRevocation> Ended { get; init; } = ImmutableDictionary<Guid, KeyRevocation>.Empty;

    /// <summary>The latest details of the operator of personal data; null until they are given.</summary>
    public OrganisationEvent.OperatorDescribed? Operator { get; init; }

    /// <summary>Whether its accounts need a second factor.</summary>
    public SignInPolicy SignInPolicy { get; init; } = SignInPolicy.Password;

    /// <summary>The region that it named last; null until it names one.</summary>
    public OrganisationEvent.RegionNamed? Region { get; init; }

    /// <summary>Addresses that are sent its events.</summary>
    public WebhooksRoom Webhooks { get; init; } = WebhooksRoom.Empty;

    /// <summary>Sandboxes that it has made.</summary>
    public SandboxesRoom Sandboxes { get; init; } = SandboxesRoom.Empty;

    /// <summary>Mentors who are offered to other schools of the region, and those asked for.</summary>
    public SharingRoom Sharing { get; init; } = SharingRoom.Empty;

    /// <summary>Its letterhead and its own templates of papers.</summary>
    public LetterheadRoom Papers { get; init; } = LetterheadRoom.Empty;

    /// <summary>Methodical materials that it gives to schools; only a regional centre has any.</summary>
    public MaterialsRoom Materials { get; init; } = MaterialsRoom.Empty;

    /// <summary>Null for a real organisation. An organisation is a sandbox from its creation, or never.</summary>
    public SandboxEvent.SandboxDeclared? Sandbox { get; init; }

    /// <summary>Its reorganisations and renamings, and the organisations whose successor it is.</summary>
    public ReorganisationsRoom Reorganisations { get; init; } = ReorganisationsRoom.Empty;

    /// <summary>Whether it was a sandbox and is deleted: nothing more is recorded.</summary>
    public bool Deleted { get; init; }

    /// <summary>The keys of a person, in the order of their ids.</summary>
    public IEnumerable<OrganisationEvent.AccessKeyIssued> KeysOf(Guid person) =>
        Keys.Values.Where(k => k.Person == person).OrderBy(k => k.Key);

    /// <summary>The state after one more event.</summary>
    public Organisation Evolve(OrganisationEvent @event) => @event switch
    {
        OrganisationEvent.OrganisationCreated e => this with { Version = Version + 1, Created = e },
        OrganisationEvent.OrganisationCorrected e =>
            this with { Version = Version + 1, Created = Created! with { Title = e.Title, Kind = e.Kind, TimeZone = e.TimeZone } },
        OrganisationEvent.AccessKeyIssued e => this with { Version = Version + 1, Keys = Keys.Add(e.Key, e) },
        OrganisationEvent.AccessKeyRevoked e =>
            this with { Version = Version + 1, Keys = Keys.Remove(e.Key), Ended = Ended.SetItem(e.Key, e.Ground) },
        OrganisationEvent.OperatorDescribed e => this with { Version = Version + 1, Operator = e },
        OrganisationEvent.SignInPolicySet e => this with { Version = Version + 1, SignInPolicy = e.Policy },
        OrganisationEvent.RegionNamed e => this with { Version = Version + 1, Region = e },
        OrganisationEvent.LedgerAlarmCleared => this with { Version = Version + 1 },
        WebhookEvent e => this with { Version = Version + 1, Webhooks = Webhooks.Evolve(e) },
        SharingEvent e => this with { Version = Version + 1, Sharing = Sharing.Evolve(e) },
        LetterheadEvent e => this with { Version = Version + 1, Papers = Papers.Evolve(e) },
        MaterialEvent e => this with { Version = Version + 1, Materials = Materials.Evolve(e) },
        SandboxEvent.SandboxDeclared e => this with { Version = Version + 1, Sandbox = e },
        SandboxEvent.SandboxDeleted =>
            this with { Version = Version + 1, Deleted = true, Keys = Keys.Clear(), Webhooks = WebhooksRoom.Empty },
        SandboxEvent e => this with { Version = Version + 1, Sandboxes = Sandboxes.Evolve(e) },
        ReorganisationEvent e => ReorganisationsRoom.Evolve(this with { Version = Version + 1 }, e),
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}

/// <summary>Rules of organisations and their API keys.</summary>
public static class OrganisationDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Organisation state, OrganisationCommand command) => command switch
    {
        OrganisationCommand.CreateOrganisation c when state.Created is not null =>
            new Refusal(Reason.AlreadyRecorded, "organisation-recorded", c.Id.ToString()),
        OrganisationCommand.CreateOrganisation c => new OrganisationEvent.OrganisationCreated(c.Id, c.Title, c.Kind, c.TimeZone),
        SandboxCommand.CreateSandbox c when state.Created is not null =>
            new Refusal(Reason.AlreadyRecorded, "organisation-recorded", c.Id.ToString()),
        SandboxCommand.CreateSandbox c => new Decision.Accepted(
        [
            new OrganisationEvent.OrganisationCreated(c.Id, c.Title, c.Kind, c.TimeZone),
            new SandboxEvent.SandboxDeclared(c.Owner, c.Until),
        ]),
        _ when state.Created is null => Decision.Unknown("organisation", "organisation"),
        _ when state.Deleted => Decision.Unknown("organisation", state.Created.Id.ToString()),
        OrganisationCommand.CorrectOrganisation c => Correct(state, c),
        OrganisationCommand.IssueKey c when c.Roles.Count == 0 => new Refusal(Reason.ValueOutOfRange, "roles-empty", c.Key.ToString()),
        OrganisationCommand.IssueKey c when (c.Person is null) == (c.Integrator is null) =>
            new Refusal(Reason.ValueOutOfRange, "one-person-or-one-integrator", c.Key.ToString()),
        OrganisationCommand.IssueKey c when c.Roles.Contains(Role.Integrator) != (c.Integrator is not null) =>
            new Refusal(Reason.ValueOutOfRange, "integrator-role-is-an-integrators", c.Key.ToString()),
        OrganisationCommand.IssueKey { Integrator: not null, Roles.Count: > 1 } c =>
            new Refusal(Reason.ValueOutOfRange, "integrator-has-one-role", c.Key.ToString()),
        OrganisationCommand.IssueKey c when AuditsOwnWork(state, c) =>
            new Refusal(Reason.AuditorNotIndependent, "auditor-has-no-other-role", $"{c.Person}"),
        OrganisationCommand.IssueKey c when c.Roles.Contains(Role.Operator) && state.Created!.Kind != OrganisationKind.Operator =>
            new Refusal(Reason.ValueOutOfRange, "operator-role-is-the-operators", c.Key.ToString()),
        OrganisationCommand.IssueKey c
            when c.Roles.Contains(Role.RegionalCentre) && state.Created!.Kind != OrganisationKind.RegionalCentre =>
            new Refusal(Reason.ValueOutOfRange, "regional-role-is-the-centres", c.Key.ToString()),
        OrganisationCommand.IssueKey c when c.Roles.Any(r => r is Role.Mentee or Role.Mentor or Role.Signer) =>
            new Refusal(Reason.ValueOutOfRange, "participants-have-links", c.Key.ToString()),
        OrganisationCommand.IssueKey c when c.Roles.Contains(Role.System) =>
            new Refusal(Reason.ValueOutOfRange, "system-has-no-key", c.Key.ToString()),
        OrganisationCommand.IssueKey c when state.Keys.ContainsKey(c.Key) =>
            new Refusal(Reason.AlreadyRecorded, "key-recorded", c.Key.ToString()),
        OrganisationCommand.IssueKey { Holder: { } holder } c when holder.Left || holder.Erased =>
            new Refusal(Reason.NotTakingPart, holder.Erased ? "person-erased" : "person-left", $"{c.Person}"),
        OrganisationCommand.IssueKey { ByOperator: true, HeadsKeysLost: false } when state.Created!.Kind != OrganisationKind.Operator
            && HeadsKeys(state) is [_, ..] heads =>
            new Refusal(Reason.WrongPerson, [.. heads.Select(k => new Missing("head-has-key", $"{k}"))]),
        OrganisationCommand.IssueKey c => new Decision.Accepted(
        [
            .. c is { ByOperator: true, HeadsKeysLost: true }
                ? HeadsKeys(state).Select(k => new OrganisationEvent.AccessKeyRevoked(k, KeyRevocation.Lost, null)) : [],
            new OrganisationEvent.AccessKeyIssued(c.Key, c.Person, c.Integrator, [.. c.Roles.Distinct().Order()]),
        ]),
        OrganisationCommand.IssueKeys c => Issue(state, c.Keys),
        OrganisationCommand.RevokeKey c when !state.Keys.ContainsKey(c.Key) => Decision.Unknown("key", c.Key.ToString()),
        OrganisationCommand.RevokeKey c => new OrganisationEvent.AccessKeyRevoked(c.Key, c.Ground, c.Reason),
        OrganisationCommand.DescribeOperator c =>
            new OrganisationEvent.OperatorDescribed(c.Address, c.Processor) is var described && described == state.Operator
                ? Reason.NothingChanges
                : described,
        OrganisationCommand.SetSignInPolicy c => c.Policy == state.SignInPolicy ? Reason.NothingChanges
            : new OrganisationEvent.SignInPolicySet(c.Policy),
        OrganisationCommand.NameRegion c => Name(state, c),
        OrganisationCommand.ClearLedgerAlarm c => new OrganisationEvent.LedgerAlarmCleared(c.Fault, c.Position, c.RaisedAt, c.Reason),
        WebhookCommand c => state.Webhooks.Decide(c),
        SharingCommand c => state.Sharing.Decide(c, inRegion: state is { Sandbox: null, Region.Centre: not null }),
        LetterheadCommand c => state.Papers.Decide(c),
        MaterialCommand c => state.Materials.Decide(state.Created!, c),
        SandboxCommand.DeleteSandbox when state.Sandbox is null => Decision.Unknown("sandbox", state.Created!.Id.ToString()),
        SandboxCommand.DeleteSandbox => new SandboxEvent.SandboxDeleted(),
        SandboxCommand c => state.Sandboxes.Decide(c, nested: state.Sandbox is not null),
        ReorganisationCommand c => state.Reorganisations.Decide(state.Created!, state.Sandbox is not null, c),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Issue(Organisation state, IReadOnlyList<OrganisationCommand.IssueKey> keys)
    {
        List<DomainEvent> issued = [];
        foreach (var key in keys)
        {
            if (Decide(state, key) is not Decision.Accepted { Events: [OrganisationEvent one] }) return Decide(state, key);
            state = state.Evolve(one);
            issued.Add(one);
        }

        return new Decision.Accepted(issued);
    }

    // An auditor holds no other role, by this key or by another one in force. In a reorganised organisation all keys of people read like
    // an auditor's, so there it says nothing.
    private static bool AuditsOwnWork(Organisation state, OrganisationCommand.IssueKey c)
    {
        if (state.Reorganisations.Successor is not null) return false;
        HashSet<Role> roles = [.. c.Roles, .. c.Person is { } person ? state.KeysOf(person).SelectMany(k => k.Roles) : []];
        return roles.Contains(Role.Auditor) && roles.Count > 1;
    }

    private static Guid[] HeadsKeys(Organisation state) =>
        [.. state.Keys.Values.Where(k => k.Roles.Contains(Role.Head)).Select(k => k.Key).Order()];

    // A key keeps its roles, so the organisation must keep the kind that these roles require.
    private static Decision Correct(Organisation state, OrganisationCommand.CorrectOrganisation c) =>
        (c.Title, c.Kind, c.TimeZone) == (state.Created!.Title, state.Created.Kind, state.Created.TimeZone) ? Reason.NothingChanges
        : c.Kind != OrganisationKind.Operator && Holder(state, Role.Operator) is { } operators
            ? new Refusal(Reason.ValueOutOfRange, "operator-role-is-the-operators", $"{operators}")
        : c.Kind != OrganisationKind.RegionalCentre && Holder(state, Role.RegionalCentre) is { } centres
            ? new Refusal(Reason.ValueOutOfRange, "regional-role-is-the-centres", $"{centres}")
        : new OrganisationEvent.OrganisationCorrected(c.Title, c.Kind, c.TimeZone, c.Reason);

    private static Decision Name(Organisation state, OrganisationCommand.NameRegion c) =>
        state.Created!.Kind is OrganisationKind.RegionalCentre or OrganisationKind.Operator
            ? new Refusal(Reason.ValueOutOfRange, "region-is-named-by-schools", state.Created.Id.ToString())
        : c.Authority.Tasks.Count == 0 || c.Operator.Tasks.Count == 0
            ? new Refusal(Reason.ValueOutOfRange, "regional-tasks-empty", c.Region.Value)
        : c.Centre is { } centre && !c.CentreFound ? Decision.Unknown("regional-centre", centre.ToString())
        : new OrganisationEvent.RegionNamed(c.Region, c.Authority.InOrder(), c.Operator.InOrder(), c.Centre) is var named
            && state.Region is { } before && (named.Region, named.Centre) == (before.Region, before.Centre)
            && named.Authority.SaysTheSameAs(before.Authority) && named.Operator.SaysTheSameAs(before.Operator)
            ? Reason.NothingChanges
        : named;

    private static Guid? Holder(Organisation state, Role role) => state.Keys.Values.FirstOrDefault(k => k.Roles.Contains(role))?.Key;
}
