using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using static MentorshipFlow.Api.Http.IncomingReader;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A command made from a request; or why it cannot be made.</summary>
public readonly record struct Built(ProgrammeCommand? Command, Problem? Problem)
{
    /// <summary>A command.</summary>
    public static implicit operator Built(ProgrammeCommand command) => new(command, null);

    /// <summary>A problem.</summary>
    public static implicit operator Built(Problem problem) => new(null, problem);
}

/// <summary>Every deciding route of a programme goes this way: read, build the command, ask the engine, answer.</summary>
public static class ProgrammeDecisions
{
    /// <summary>Maps a deciding route below <c>/api/programmes/{programme}</c>.</summary>
    /// <param name="created">Where the thing that the decision made is found, from what it was called; null when it makes nothing.</param>
    public static void Decide<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<Built>> build, Func<Guid, IReadOnlyList<DomainEvent>, string>? created = null)
        where T : Dated => routes.Take(
            $"/api/programmes/{{programme}}{pattern}",
            operation with { Deciding = true, Request = typeof(T), Answer = typeof(DecisionAnswer), Success = created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created },
            http => Handle(http, operation.Match, incoming => incoming.Id("programme"), build, created));

    /// <summary>Maps a deciding route whose command needs nothing but the request.</summary>
    public static void Decide<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, ProgrammeCommand> build, Func<Guid, IReadOnlyList<DomainEvent>, string>? created = null)
        where T : Dated => routes.Decide<T>(pattern, operation, (incoming, request) => Task.FromResult<Built>(build(incoming, request)), created);

    /// <summary>Reads, decides and answers one request.</summary>
    public static async Task<IResult> Handle<T>(
        HttpContext http, MustMatch match, Func<Incoming, Guid> programmeOf, Func<Incoming, T, Task<Built>> build, Func<Guid, IReadOnlyList<DomainEvent>, string>? created)
        where T : Dated
    {
        var (incoming, request, unreadable) = await Read<T>(http, match);
        if (incoming is null) return unreadable!;
        var (command, problem) = await build(incoming, request!);
        var programme = programmeOf(incoming);
        var engine = http.RequestServices.GetRequiredService<ProgrammeEngine>();
        var answering = new DecisionAnswering(incoming, programme, match, engine);
        if (command is null)
        {
            // What the request names may be gone since it was carried out: a repeat gets its first answer all the same.
            return await engine.Repeated(programme, incoming.Context(incoming.Caller.Organisation), incoming.Stop) is { } earlier ? await answering.Answer(earlier, created) : problem!;
        }

        var context = incoming.Context(incoming.Caller.Organisation, incoming.Seen is null ? null : state => SeenOfProgramme.Of(match, programme, incoming, (Programme)state)?.Unlike(incoming.Seen));
        var outcome = await engine.Decide(programme, command, context, incoming.Stop);
        return await answering.Answer(outcome, created);
    }
}
