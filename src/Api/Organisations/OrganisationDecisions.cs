using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Organisations;

/// <summary>The answer to a decision about an organisation or its keys.</summary>
/// <param name="Key">A new key, shown this once and never again: a repeat of the request leaves it out.</param>
public sealed record OrganisationAnswer(Guid Organisation, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, Receipt? Receipt, string? Key = null);

/// <summary>Every deciding route of an organisation goes this way: read, build the command, ask the engine, answer.</summary>
internal static class OrganisationDecisions
{
    private sealed record Looked(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone, InstitutionalText? OperatorAddress, InstitutionalText? Processor);

    /// <summary>Maps a deciding route.</summary>
    /// <param name="of">Whose stream it is.</param>
    /// <param name="build">The command, and the text of a new key.</param>
    public static void DecideOrganisation<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, Guid> of,
        Func<Incoming, T, Task<(OrganisationCommand? Command, string? Key, Problem? Problem)>> build, Func<Guid, string>? created = null)
        where T : Dated => routes.Take(
            pattern,
            operation with { Deciding = true, Request = typeof(T), Answer = typeof(OrganisationAnswer), Success = created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created },
            async http =>
            {
                var (incoming, request, unreadable) = await IncomingReader.Read<T>(http, operation.Match);
                if (incoming is null) return unreadable!;
                var (command, key, problem) = await build(incoming, request!);
                if (command is null) return problem!;
                var organisation = of(incoming);
                var engine = http.RequestServices.GetRequiredService<OrganisationEngine>();
                var context = incoming.Context(organisation, incoming.Seen is { } seen ? state => Tagged((Organisation)state)?.Unlike(seen) : null);
                var outcome = await engine.Decide(organisation, command, context, incoming.Stop);
                return outcome is Outcome<Organisation>.Refused { Refusal.Reason: Reason.EvaluationChanged, State: var now }
                    ? Tagged(now)!.Changed(http, incoming.Seen!, (await engine.Latest(organisation, incoming.Stop)).Select(Tagged))
                    : Answer(http, organisation, outcome, key, created);
            });

    /// <summary>An organisation as its tag sees it; keys come and go meanwhile. Null before it is created.</summary>
    public static Tagged? Tagged(Organisation state) => state.Created is not { } created ? null
        : new("organisation", new Looked(created.Id, created.Title, created.Kind, created.TimeZone, state.Operator?.Address, state.Operator?.Processor));

    private static IResult Answer(HttpContext http, Guid organisation, Outcome<Organisation> outcome, string? key, Func<Guid, string>? created)
    {
        switch (outcome)
        {
            case Outcome<Organisation>.Done done:
                http.Response.Headers.ETag = EntityTag.Of(Tagged(done.State)!.Tag);
                if (created is not null) http.Response.Headers.Location = created(organisation);
                return Answers.Json(
                    new OrganisationAnswer(
                        organisation, done.State.Version, false, done.Repeated, [.. done.Entries.Select(DecidedEvent.Of)], Receipt.Of(http, done.Entries[^1]), done.Repeated ? null : key),
                    created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
            case Outcome<Organisation>.Foreseen foreseen:
                return Answers.Json(new OrganisationAnswer(organisation, foreseen.State.Version, true, false, [.. foreseen.Events.Select(DecidedEvent.Of)], null));
            default:
                return NotDone.Of(outcome, http);
        }
    }
}
