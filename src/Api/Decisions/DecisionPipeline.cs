using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Decisions;

/// <summary>A command made from a request; or why it cannot be made.</summary>
public readonly record struct Built<TCommand>(TCommand? Command, Problem? Problem)
    where TCommand : class
{
    /// <summary>A command.</summary>
    public static implicit operator Built<TCommand>(TCommand command) => new(command, null);

    /// <summary>A problem.</summary>
    public static implicit operator Built<TCommand>(Problem problem) => new(null, problem);
}

/// <summary>Where the thing that a decision made is found.</summary>
/// <param name="id">The stream's id.</param>
/// <param name="events">What was decided.</param>
public delegate string Created(Guid id, IReadOnlyList<DomainEvent> events);

/// <summary>One kind of stream as the pipeline sees it: how its engine is asked and what its answers hold.</summary>
internal abstract class Subject<TState, TCommand>
    where TState : class
    where TCommand : class
{
    /// <summary>Asks the engine.</summary>
    public abstract Task<Outcome<TState>> Decide(Guid id, TCommand command, CommandContext context, CancellationToken stop);

    /// <summary>The body of the answer.</summary>
    public abstract ValueTask<object> Answer(Incoming incoming, Guid id, Decided<TState> decided);

    /// <summary>
    /// The answer to a command that was carried out already, for a request whose command cannot be made again; null when there is none.
    /// </summary>
    public virtual Task<Outcome<TState>?> Repeated(Guid id, CommandContext context, CancellationToken stop) =>
        Task.FromResult<Outcome<TState>?>(null);

    /// <summary>The organisation that a stream belongs to.</summary>
    public virtual Guid Organisation(Incoming incoming, Guid id) => incoming.Caller.Organisation;

    /// <summary>The entity tag after a decision; null for none.</summary>
    public virtual ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<TState> decided, Seen<TState>? seen) => new((string?)null);

    /// <summary>The answer to a request that saw another state; null for a 412 that only names the present tag.</summary>
    public virtual Task<Problem?> Changed(Incoming incoming, Guid id, TState state, Seen<TState> seen) => Task.FromResult<Problem?>(null);
}

/// <summary>The one way from request to answer with receipt: read, build the command, ask the engine, answer.</summary>
internal static class DecisionPipeline
{
    /// <summary>Maps a deciding route of one kind of stream.</summary>
    /// <param name="id">The stream's id.</param>
    /// <param name="build">Makes the command.</param>
    /// <param name="created">Where the made thing is found; null when nothing is made.</param>
    public static void Decide<TRequest, TState, TCommand>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Subject<TState, TCommand> subject, Func<Incoming, Guid> id,
        Func<Incoming, TRequest, Task<Built<TCommand>>> build, Created? created = null)
        where TRequest : Dated
        where TState : class
        where TCommand : class
    {
        if (created is not null) operation = operation with { Success = StatusCodes.Status201Created };
        var seen = (Seen<TState>?)operation.Match;

        routes.Deciding<TRequest>(pattern, operation, async (incoming, request) =>
        {
            var (command, problem) = await build(incoming, request);
            var stream = id(incoming);
            var context = incoming.Context(subject.Organisation(incoming, stream), seen is null ? null : Unseen);
            // What the request names may be gone since it was carried out: a repeat gets its first answer all the same.
            var outcome = command is null
                ? await subject.Repeated(stream, context, incoming.Stop)
                : await subject.Decide(stream, command, context, incoming.Stop);
            return outcome is null ? problem! : await incoming.Answer(outcome, Done, Refused);

            Refusal? Unseen(object state) => seen.Of(incoming.Http.Request.RouteValues, (TState)state)?.Unlike(incoming.Seen!);

            async Task<IResult> Done(Decided<TState> decided)
            {
                var answer = await subject.Answer(incoming, stream, decided);
                if (decided.DryRun) return Answers.Json(answer);
                var headers = incoming.Http.Response.Headers;
                if (await subject.Tag(incoming, stream, decided, seen) is { } tag) headers.ETag = EntityTag.Of(tag);
                if (created is not null) headers.Location = created(stream, decided.Facts);
                return Answers.Json(answer, operation.Success);
            }

            async Task<IResult?> Refused(Refusal refusal, TState state) =>
                refusal.Reason != Reason.EvaluationChanged || seen is null ? null
                : await subject.Changed(incoming, stream, state, seen) is { } changed ? changed
                : seen.Of(incoming.Http.Request.RouteValues, state) is { } now ? Problems.Changed(incoming.Http, now.Tag)
                : null;
        });
    }

    /// <summary>Maps a route that decides and answers by itself.</summary>
    public static void Deciding<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, Task<IResult>> handle)
        where T : Dated => routes.Deciding(
            pattern, operation with { Request = typeof(T) }, (reader, http) => reader.Read<T>(http, operation.Match is not null), handle);

    /// <summary>Maps a deciding route whose body is a document with a reader of its own.</summary>
    public static void DecidingOnDocument(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, string, Task<IResult>> handle) =>
        routes.Deciding(pattern, operation, (reader, http) => reader.Document(http), handle);

    /// <summary>Maps a deciding route whose body is a file.</summary>
    public static void DecidingOnFile(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, int largest,
        Func<Incoming, byte[], Task<IResult>> handle) =>
        routes.Deciding(pattern, operation, (reader, http) => reader.Upload(http, largest), handle);

    private static void Deciding<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<IncomingReader, HttpContext, Task<(Incoming? Incoming, T? Body, Problem? Problem)>> read,
        Func<Incoming, T, Task<IResult>> handle)
        where T : class
    {
        var reader = routes.ServiceProvider.GetRequiredService<IncomingReader>();
        routes.Take(pattern, operation with { Deciding = true }, async http =>
        {
            var (incoming, body, problem) = await read(reader, http);
            return incoming is null ? problem! : await handle(incoming, body!);
        });
    }
}
