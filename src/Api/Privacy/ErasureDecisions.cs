using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;

namespace MentorshipFlow.Api.Privacy;

/// <summary>The answer to a decision about an erasure.</summary>
/// <param name="Swept">After a destruction: whether the last traces of the key are gone. What is owed is finished by the server itself.</param>
public sealed record ErasureAnswer(Guid Person, Guid Erasure, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, Receipt? Receipt, bool? Swept = null);

/// <summary>A command about a case, and what goes beside it; or why it cannot be made.</summary>
internal readonly record struct ErasureStep(ErasureCommand? Command, Problem? Problem)
{
    public static implicit operator ErasureStep(ErasureCommand command) => new(command, null);

    public static implicit operator ErasureStep(Problem problem) => new(null, problem);
}

/// <summary>Every deciding route of a case goes this way: read, find the person, build the command, ask the engine, sweep where something was destroyed, answer.</summary>
internal static class ErasureDecisions
{
    /// <summary>Maps a deciding route below <c>/api/people/{person}/erasures</c>.</summary>
    public static void DecideErasure<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, Person, T, Task<ErasureStep>> build, bool creates = false)
        where T : Dated => routes.Take(
            $"/api/people/{{person}}/erasures{pattern}",
            operation with { Deciding = true, Request = typeof(T), Answer = typeof(ErasureAnswer), Success = creates ? StatusCodes.Status201Created : StatusCodes.Status200OK },
            async http =>
            {
                var (incoming, request, unreadable) = await IncomingReader.Read<T>(http, MustMatch.Nothing);
                if (incoming is null) return unreadable!;
                var (organisation, person, engine) = (incoming.Caller.Organisation, incoming.Id("person"), http.RequestServices.GetRequiredService<PeopleEngine>());
                if (await engine.Find(organisation, person, incoming.Stop) is not { } found) return Problems.NotFound;
                var (command, problem) = await build(incoming, found, request!);
                if (command is null) return problem!;
                var outcome = await engine.Decide(person, command, incoming.Context(organisation), incoming.Stop);
                bool? swept = outcome is Outcome<Person>.Done && command is ErasureCommand.CarryOutErasure ? await http.RequestServices.GetRequiredService<Erasures>().Finish(incoming.Stop) : null;
                return Answer(http, person, creates ? incoming.NewId("erasure") : incoming.Id("erasure"), outcome, swept, creates);
            });

    private static IResult Answer(HttpContext http, Guid person, Guid erasure, Outcome<Person> outcome, bool? swept, bool creates)
    {
        switch (outcome)
        {
            case Outcome<Person>.Done done:
                if (creates) http.Response.Headers.Location = $"/api/people/{person}/erasures/{erasure}";
                return Answers.Json(
                    new ErasureAnswer(person, erasure, done.State.Version, false, done.Repeated, [.. done.Entries.Select(DecidedEvent.Of)], Receipt.Of(http, done.Entries[^1]), swept),
                    creates ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            case Outcome<Person>.Foreseen foreseen:
                return Answers.Json(new ErasureAnswer(person, erasure, foreseen.State.Version, true, false, [.. foreseen.Events.Select(DecidedEvent.Of)], null));
            default:
                return NotDone.Of(outcome, http);
        }
    }
}
