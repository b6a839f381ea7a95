using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Organisations;

/// <summary>The answer to a decision about an organisation or its keys.</summary>
/// <param name="Key">A new key; shown only in the first answer: a repeat of the request leaves it out.</param>
/// <param name="Invitation">In place of the key, if one was asked for; shown only in the first answer.</param>
public sealed record OrganisationAnswer(
    Guid Organisation, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, Receipt? Receipt, string? Key = null,
    Invited? Invitation = null);

/// <summary>Connects organisations to the decision pipeline.</summary>
internal sealed class OrganisationDecisions(OrganisationEngine engine) : Subject<Organisation, OrganisationCommand>
{
    private sealed record Covered(
        Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone, InstitutionalText? OperatorAddress,
        InstitutionalText? Processor, SignInPolicy SignInPolicy, OrganisationEvent.RegionNamed? Region,
        LetterheadEvent.LetterheadDescribed? Letterhead);

    /// <summary>The organisation with its operator of personal data, as its own members read it.</summary>
    public static Seen<Organisation> Own { get; } = new("own-organisation", "/api/organisation", (_, state) => Tagged(state));

    /// <summary>The organisation with its operator of personal data, as the installation's operator reads it.</summary>
    public static Seen<Organisation> Any { get; } = new("organisation", "/api/organisations/{organisation}", (_, state) => Tagged(state));

    /// <summary>The part of an organisation that its tag covers, without keys. Null before it is created.</summary>
    public static Tagged? Tagged(Organisation state) => state.Created is not { } created ? null
        : new("organisation", new Covered(created.Id, created.Title, created.Kind, created.TimeZone, state.Operator?.Address,
            state.Operator?.Processor, state.SignInPolicy, state.Region, state.Papers.Described));

    public override Task<Outcome<Organisation>> Decide(Guid id, OrganisationCommand command, CommandContext context,
        CancellationToken stop) =>
        engine.Decide(id, command, context, stop);

    public override Guid Organisation(Incoming incoming, Guid id) => id;

    public override ValueTask<object> Answer(Incoming incoming, Guid id, Decided<Organisation> d) => new(new OrganisationAnswer(
        id, d.State.Version, d.DryRun, d.Repeated, d.Events, d.Receipt, d.DryRun || d.Repeated ? null : incoming.NewSecret,
        d.DryRun || d.Repeated ? null : incoming.NewInvitation));

    public override ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<Organisation> decided, Seen<Organisation>? seen) =>
        new(Tagged(decided.State)?.Tag);
}

/// <summary>Maps deciding routes of organisations.</summary>
internal static class OrganisationRoutes
{
    /// <summary>A deciding route.</summary>
    /// <param name="id">The id of the organisation.</param>
    public static void DecideOrganisation<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, Guid> id,
        Func<Incoming, T, Task<Built<OrganisationCommand>>> build, Created? created = null)
        where T : Dated => routes.Decide(
            pattern, operation with { Answer = typeof(OrganisationAnswer) },
            routes.ServiceProvider.GetRequiredService<OrganisationDecisions>(), id, build, created);

    /// <summary>A deciding route whose command is built from the request alone.</summary>
    public static void DecideOrganisation<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, Guid> id,
        Func<Incoming, T, Built<OrganisationCommand>> build, Created? created = null)
        where T : Dated => routes.DecideOrganisation<T>(pattern, operation, id, (incoming, request) =>
            Task.FromResult(build(incoming, request)), created);
}
