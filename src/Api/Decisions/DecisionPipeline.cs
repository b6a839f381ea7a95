using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Decisions;

/// <summary>A command made from a request, or the problem that prevents it.</summary>
public readonly record struct Built<TCommand>(TCommand? Command, Problem? Problem)
    where TCommand : class
{
    /// <summary>A command.</summary>
    public static implicit operator Built<TCommand>(TCommand command) => new(command, null);

    /// <summary>A problem.</summary>
    public static implicit operator Built<TCommand>(Problem problem) => new(null, problem);
}

/// <summary>Returns the address of a resource that a decision created.</summary>
/// <param name="id">The stream's id.</param>
/// <param name="events">The events of the decision.</param>
public delegate string Created(Guid id, IReadOnlyList<DomainEvent> events);

/// <summary>Connects one kind of stream to the pipeline: its engine and its answers.</summary>
internal abstract class Subject<TState, TCommand>
    where TState : class
    where TCommand : class
{
    /// <summary>Decides a command in the engine.</summary>
    public abstract Task<Outcome<TState>> Decide(Guid id, TCommand command, CommandContext context, CancellationToken stop);

    /// <summary>The body of the answer.</summary>
    public abstract ValueTask<object> Answer(Incoming incoming, Guid id, Decided<TState> decided);

    /// <summary>
    /// The answer of a command that was carried out already, for a request that no longer yields a command; null when there is none.
    /// </summary>
    public virtual Task<Outcome<TState>?> Repeated(Guid id, CommandContext context, CancellationToken stop) =>
        Task.FromResult<Outcome<TState>?>(null);

    /// <summary>The organisation that a stream belongs to.</summary>
    public virtual Guid Organisation(Incoming incoming, Guid id) => incoming.Caller.Organisation;

    /// <summary>The entity tag after a decision; null when there is none.</summary>
    public virtual ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<TState> decided, Seen<TState>? seen) => new((string?)null);

    /// <summary>The names of codes and ids for the sentences of a refusal; null when there are none.</summary>
    public virtual ValueTask<ProgrammeNames?> Names(Incoming incoming, Guid id, TState state) => new((ProgrammeNames?)null);

    /// <summary>The answer to a request with an outdated tag; null for a 412 that only contains the present tag.</summary>
    public virtual Task<Problem?> Changed(Incoming incoming, Guid id, TState state, Seen<TState> seen) => Task.FromResult<Problem?>(null);
}

/// <summary>The path of every deciding request: read, build the command, decide, answer with a receipt.</summary>
internal static class DecisionPipeline
{
    /// <summary>Maps a deciding route of one kind of stream.</summary>
    /// <param name="id">The stream's id.</param>
    /// <param name="build">Creates the command.</param>
    /// <param name="created">Returns the address of the created resource; null when nothing is created.</param>
    public static void Decide<TRequest, TState, TCommand>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Subject<TState, TCommand> subject, Func<Incoming, Guid> id,
        Func<Incoming, TRequest, Task<Built<TCommand>>> build, Created? created = null)
        where TRequest : Dated
        where TState : class
        where TCommand : class
    {
        if (created is not null) operation = operation with { Success = StatusCodes.Status201Created };
        var seen = (Seen<TState>?)operation.Match;
        if (operation.Batch is not null) Batches.Map(routes, pattern, operation, subject, id, build);

        routes.Deciding<TRequest>(pattern, operation, async (incoming, request) =>
        {
            var (command, problem) = await build(incoming, request);
            var stream = id(incoming);
            var context = incoming.Context(subject.Organisation(incoming, stream), seen is null ? null : Unseen);
            // The object of the request may no longer exist; a repeat still gets its first answer.
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
                refusal.Reason != Reason.EvaluationChanged || seen is null
                    ? Refusals.Of(refusal, incoming.Http.Request.RouteValues) with { Names = await subject.Names(incoming, stream, state) }
                : await subject.Changed(incoming, stream, state, seen) is { } changed ? changed
                : seen.Of(incoming.Http.Request.RouteValues, state) is { } now ? Problems.Changed(incoming.Http, now.Tag)
                : null;
        });
    }

    /// <summary>Maps a deciding route with a custom answer.</summary>
    public static void Deciding<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, Task<IResult>> handle)
        where T : Dated => routes.Deciding(
            pattern, operation with { Request = typeof(T) }, (reader, http) => reader.Read<T>(http, operation.Match is not null), handle);

    /// <summary>Maps a deciding route whose body is a document with its own parser.</summary>
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
            if (incoming is null) return problem!;
            await incoming.Measure(operation);
            return await InARoleThatMay(incoming, acting => handle(acting, body!));
        });
    }

    // One key may be the head's and the curator's: where the first role may not decide, the next one is asked.
    private static async Task<IResult> InARoleThatMay(Incoming incoming, Func<Incoming, Task<IResult>> handle)
    {
        var first = await handle(incoming);
        if (!MayNot(first)) return first;
        foreach (var role in incoming.Caller.Roles.Skip(1))
        {
            var answer = await handle(incoming.As(role));
            if (!MayNot(answer)) return answer;
        }

        return first;
    }

    private static bool MayNot(IResult answer) => answer is Problem { Status: StatusCodes.Status403Forbidden };
}
