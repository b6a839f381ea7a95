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
    public sealed record IssueKey(Guid Key, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles) : OrganisationCommand;

    /// <summary>Issue several keys in one decision: all or none.</summary>
    public sealed record IssueKeys(IReadOnlyList<IssueKey> Keys) : OrganisationCommand;

    /// <summary>Revoke a key.</summary>
    public sealed record RevokeKey(Guid Key, TextReference Reason) : OrganisationCommand;

    /// <summary>Describe the operator of personal data.</summary>
    public sealed record DescribeOperator(InstitutionalText Address, InstitutionalText? Processor) : OrganisationCommand;
}

/// <summary>One organisation: the fold of its stream.</summary>
/// <param name="Created">The organisation's details, with later corrections.</param>
/// <param name="Keys">API keys that are not revoked.</param>
public sealed record Organisation(
    int Version, OrganisationEvent.OrganisationCreated? Created, ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued> Keys)
{
    /// <summary>The state before the first event.</summary>
    public static Organisation Empty { get; } = new(0, null, ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued>.Empty);

    /// <summary>The latest details of the operator of personal data; null until they are given.</summary>
    public OrganisationEvent.OperatorDescribed? Operator { get; init; }

    /// <summary>Addresses that are sent its events.</summary>
    public WebhooksRoom Webhooks { get; init; } = WebhooksRoom.Empty;

    /// <summary>Sandboxes that it has made.</summary>
    public SandboxesRoom Sandboxes { get; init; } = SandboxesRoom.Empty;

    /// <summary>Null for a real organisation. An organisation is a sandbox from its creation, or never.</summary>
    public SandboxEvent.SandboxDeclared? Sandbox { get; init; }

    /// <summary>Whether it was a sandbox and is deleted: nothing more is recorded.</summary>
    public bool Deleted { get; init; }

    /// <summary>The state after one more event.</summary>
    public Organisation Evolve(OrganisationEvent @event) => @event switch
    {
        OrganisationEvent.OrganisationCreated e => this with { Version = Version + 1, Created = e },
        OrganisationEvent.OrganisationCorrected e =>
            this with { Version = Version + 1, Created = Created! with { Title = e.Title, Kind = e.Kind, TimeZone = e.TimeZone } },
        OrganisationEvent.AccessKeyIssued e => this with { Version = Version + 1, Keys = Keys.Add(e.Key, e) },
        OrganisationEvent.AccessKeyRevoked e => this with { Version = Version + 1, Keys = Keys.Remove(e.Key) },
        OrganisationEvent.OperatorDescribed e => this with { Version = Version + 1, Operator = e },
        WebhookEvent e => this with { Version = Version + 1, Webhooks = Webhooks.Evolve(e) },
        SandboxEvent.SandboxDeclared e => this with { Version = Version + 1, Sandbox = e },
        SandboxEvent.SandboxDeleted =>
            this with { Version = Version + 1, Deleted = true, Keys = Keys.Clear(), Webhooks = WebhooksRoom.Empty },
        SandboxEvent e => this with { Version = Version + 1, Sandboxes = Sandboxes.Evolve(e) },
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
        OrganisationCommand.IssueKey c when c.Roles.Contains(Role.Operator) && state.Created!.Kind != OrganisationKind.Operator =>
            new Refusal(Reason.ValueOutOfRange, "operator-role-is-the-operators", c.Key.ToString()),
        OrganisationCommand.IssueKey c
            when c.Roles.Contains(Role.RegionalCentre) && state.Created!.Kind != OrganisationKind.RegionalCentre =>
            new Refusal(Reason.ValueOutOfRange, "regional-role-is-the-centres", c.Key.ToString()),
        OrganisationCommand.IssueKey c when c.Roles.Any(r => r is Role.Mentee or Role.Mentor) =>
            new Refusal(Reason.ValueOutOfRange, "participants-have-links", c.Key.ToString()),
        OrganisationCommand.IssueKey c when c.Roles.Contains(Role.System) =>
            new Refusal(Reason.ValueOutOfRange, "system-has-no-key", c.Key.ToString()),
        OrganisationCommand.IssueKey c when state.Keys.ContainsKey(c.Key) =>
            new Refusal(Reason.AlreadyRecorded, "key-recorded", c.Key.ToString()),
        OrganisationCommand.IssueKey c =>
            new OrganisationEvent.AccessKeyIssued(c.Key, c.Person, c.Integrator, [.. c.Roles.Distinct().Order()]),
        OrganisationCommand.IssueKeys c => Issue(state, c.Keys),
        OrganisationCommand.RevokeKey c when !state.Keys.ContainsKey(c.Key) => Decision.Unknown("key", c.Key.ToString()),
        OrganisationCommand.RevokeKey c => new OrganisationEvent.AccessKeyRevoked(c.Key, c.Reason),
        OrganisationCommand.DescribeOperator c =>
            new OrganisationEvent.OperatorDescribed(c.Address, c.Processor) is var described && described == state.Operator
                ? Reason.NothingChanges
                : described,
        WebhookCommand c => state.Webhooks.Decide(c),
        SandboxCommand.DeleteSandbox when state.Sandbox is null => Decision.Unknown("sandbox", state.Created!.Id.ToString()),
        SandboxCommand.DeleteSandbox => new SandboxEvent.SandboxDeleted(),
        SandboxCommand c => state.Sandboxes.Decide(c, nested: state.Sandbox is not null),
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

    // A key keeps its roles, so the organisation must keep the kind that these roles require.
    private static Decision Correct(Organisation state, OrganisationCommand.CorrectOrganisation c) =>
        (c.Title, c.Kind, c.TimeZone) == (state.Created!.Title, state.Created.Kind, state.Created.TimeZone) ? Reason.NothingChanges
        : c.Kind != OrganisationKind.Operator && Holder(state, Role.Operator) is { } operators
            ? new Refusal(Reason.ValueOutOfRange, "operator-role-is-the-operators", $"{operators}")
        : c.Kind != OrganisationKind.RegionalCentre && Holder(state, Role.RegionalCentre) is { } centres
            ? new Refusal(Reason.ValueOutOfRange, "regional-role-is-the-centres", $"{centres}")
        : new OrganisationEvent.OrganisationCorrected(c.Title, c.Kind, c.TimeZone, c.Reason);

    private static Guid? Holder(Organisation state, Role role) => state.Keys.Values.FirstOrDefault(k => k.Roles.Contains(role))?.Key;
}
