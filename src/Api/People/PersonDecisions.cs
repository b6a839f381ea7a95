using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>The answer to a decision about a person.</summary>
/// <param name="Events">Of the person's own stream; the same decision told every programme that he joined.</param>
/// <param name="Standing">What these programmes know of him now.</param>
public sealed record PersonAnswer(Guid Person, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, PersonStatus Standing, Receipt? Receipt);

/// <summary>A command made from a request; or why it cannot be made.</summary>
internal readonly record struct PersonBuilt(PersonCommand? Command, Problem? Problem)
{
    /// <summary>A command.</summary>
    public static implicit operator PersonBuilt(PersonCommand command) => new(command, null);

    /// <summary>A problem.</summary>
    public static implicit operator PersonBuilt(Problem problem) => new(null, problem);
}

/// <summary>Every deciding route of a person goes this way: read, build the command, ask the engine, answer.</summary>
internal static class PersonDecisions
{
    /// <summary>Maps a deciding route below <c>/api/people/{person}</c>.</summary>
    public static void DecidePerson<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<PersonBuilt>> build)
        where T : Dated => routes.TakePerson<T>($"/api/people/{{person}}{pattern}", operation, async (incoming, request) =>
        {
            var (command, problem) = await build(incoming, request);
            var person = incoming.Id("person");
            if (command is null)
            {
                // Somebody else may have the name by now: a repeat gets its first answer all the same.
                return await Engine(incoming).Repeated(person, incoming.Context(incoming.Caller.Organisation), incoming.Stop) is { } earlier
                    ? Answer(incoming, person, earlier, StatusCodes.Status200OK)
                    : problem!;
            }

            var context = incoming.Context(incoming.Caller.Organisation, incoming.Seen is { } seen ? state => Tagged((Person)state)?.Unlike(seen) : null);
            var outcome = await Engine(incoming).Decide(person, command, context, incoming.Stop);
            return outcome is Outcome<Person>.Refused { Refusal.Reason: Reason.EvaluationChanged, State: var now }
                ? Tagged(now)!.Changed(incoming.Http, incoming.Seen!, (await Engine(incoming).Latest(person, incoming.Stop)).Select(Tagged))
                : Answer(incoming, person, outcome, StatusCodes.Status200OK);
        });

    /// <summary>A person as his tag sees him: what is registered, his details by their reference. Null where nobody is registered.</summary>
    public static Tagged? Tagged(Person state) => state.Registry.Registered is { } registered ? new("person", registered) : null;

    /// <summary>Maps a deciding route whose command needs nothing but the request.</summary>
    public static void DecidePerson<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, PersonCommand> build)
        where T : Dated => routes.DecidePerson<T>(pattern, operation, (incoming, request) => Task.FromResult<PersonBuilt>(build(incoming, request)));

    /// <summary>Maps a route that decides about a person and answers by itself.</summary>
    public static void TakePerson<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<IResult>> handle)
        where T : Dated => routes.Take(pattern, operation with { Deciding = true, Request = typeof(T), Answer = operation.Answer ?? typeof(PersonAnswer) }, async http =>
        {
            var (incoming, request, unreadable) = await IncomingReader.Read<T>(http, operation.Match);
            return incoming is null ? unreadable! : await handle(incoming, request!);
        });

    /// <summary>Answers a decision.</summary>
    public static IResult Answer(Incoming incoming, Guid person, Outcome<Person> outcome, int success) => outcome switch
    {
        Outcome<Person>.Done done => Answers.Json(Done(incoming, person, done), success),
        Outcome<Person>.Foreseen foreseen => Answers.Json(
            new PersonAnswer(person, foreseen.State.Version, true, false, [.. foreseen.Events.Select(DecidedEvent.Of)], foreseen.State.Standing, null)),
        _ => NotDone.Of(outcome, incoming.Http),
    };

    /// <summary>The engine of a request.</summary>
    public static PeopleEngine Engine(Incoming incoming) => incoming.Http.RequestServices.GetRequiredService<PeopleEngine>();

    private static PersonAnswer Done(Incoming incoming, Guid person, Outcome<Person>.Done done)
    {
        incoming.Http.Response.Headers.ETag = EntityTag.Of(Tagged(done.State)!.Tag);
        return new(person, done.State.Version, false, done.Repeated, [.. done.Entries.Select(DecidedEvent.Of)], done.State.Standing, Receipt.Of(incoming.Http, done.Entries[^1]));
    }
}
