using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Maps routes below <c>/api/programmes/{programme}</c>.</summary>
internal static class ProgrammeRoutes
{
    /// <summary>A stage as a resource: its ETag is the hash of its evaluation, which is part of the decision itself.</summary>
    public static Seen<Programme> Stage { get; } = new("stage", "/api/programmes/{programme}/stages/{stage}", (_, _) => null);

    /// <summary>A whole programme as a resource: its ETag is that of its <see cref="ProgrammeHeader"/>.</summary>
    public static Seen<Programme> Whole { get; } = new(
        "programme", "/api/programmes/{programme}", (address, state) =>
            ProgrammeHeader.Of(address.Id("programme") ?? Guid.Empty, state).Tagged);

    /// <summary>A deciding route.</summary>
    /// <param name="created">The address of the created resource, from the programme's id and the events; null when nothing is
    /// created.</param>
    public static void Decide<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<Built<ProgrammeCommand>>> build,
        Created? created = null)
        where T : Dated => routes.Decide(
            $"/api/programmes/{{programme}}{pattern}", operation with { Answer = typeof(DecisionAnswer) },
            routes.ServiceProvider.GetRequiredService<ProgrammeDecisions>(), incoming => incoming.Id("programme"), build, created);

    /// <summary>A deciding route whose command is built from the request alone.</summary>
    public static void Decide<T>(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, ProgrammeCommand> build,
        Created? created = null)
        where T : Dated =>
        routes.Decide<T>(pattern, operation, (incoming, request) => Task.FromResult<Built<ProgrammeCommand>>(build(incoming, request)),
            created);

    /// <summary>A route that reads a programme of the caller's organisation.</summary>
    public static void ReadProgramme(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, ProgrammeFound, Task<IResult>> answer)
    {
        var engine = routes.ServiceProvider.GetRequiredService<ProgrammeEngine>();
        routes.Read($"/api/programmes/{{programme}}{pattern}", operation, async http =>
            http.Id("programme") is { } id && await engine.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is { } found
                ? await answer(http, found)
                : Problems.NotFound);
    }

    /// <summary>A route that reads only the programme.</summary>
    public static void ReadProgramme(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, ProgrammeFound, IResult> answer) =>
        routes.ReadProgramme(pattern, operation, (http, found) => Task.FromResult(answer(http, found)));
}
