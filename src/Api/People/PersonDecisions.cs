using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>The answer to a decision about a person.</summary>
/// <param name="Events">Events of the person's own stream; the same decision is recorded in every programme that the person joined.</param>
/// <param name="Standing">The person's present standing in these programmes.</param>
public sealed record PersonAnswer(
    Guid Person, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, PersonStatus Standing, Receipt? Receipt);

/// <summary>Connects persons to the decision pipeline.</summary>
internal sealed class PersonDecisions(PeopleEngine engine) : Subject<Person, PersonCommand>
{
    /// <summary>The person as registered.</summary>
    public static Seen<Person> Seen { get; } = new("person", "/api/people/{person}", (_, state) => Tagged(state));

    /// <summary>
    /// The part of a person that the entity tag covers: the registration, and the details by their reference. Null if nobody is registered.
    /// </summary>
    public static Tagged? Tagged(Person state) => state.Registry.Registered is { } registered ? new("person", registered) : null;

    public override Task<Outcome<Person>> Decide(Guid id, PersonCommand command, CommandContext context, CancellationToken stop) =>
        engine.Decide(id, command, context, stop);

    public override Task<Outcome<Person>?> Repeated(Guid id, CommandContext context, CancellationToken stop) =>
        engine.Repeated(id, context, stop);

    public override ValueTask<object> Answer(Incoming incoming, Guid id, Decided<Person> decided) => new(Answer(id, decided));

    public override ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<Person> decided, Seen<Person>? seen) =>
        new(Tagged(decided.State)?.Tag);

    /// <summary>The body of the answer.</summary>
    public static PersonAnswer Answer(Guid id, Decided<Person> d) =>
        new(id, d.State.Version, d.DryRun, d.Repeated, d.Events, d.State.Standing, d.Receipt);
}

/// <summary>Maps deciding routes below <c>/api/people/{person}</c>.</summary>
internal static class PersonRoutes
{
    /// <summary>A deciding route.</summary>
    public static void DecidePerson<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<Built<PersonCommand>>> build)
        where T : Dated => routes.Decide(
            $"/api/people/{{person}}{pattern}", operation with { Answer = typeof(PersonAnswer) },
            routes.ServiceProvider.GetRequiredService<PersonDecisions>(), incoming => incoming.Id("person"), build);

    /// <summary>A deciding route whose command is built from the request alone.</summary>
    public static void DecidePerson<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, PersonCommand> build)
        where T : Dated =>
        routes.DecidePerson<T>(pattern, operation, (incoming, request) => Task.FromResult<Built<PersonCommand>>(build(incoming, request)));
}
