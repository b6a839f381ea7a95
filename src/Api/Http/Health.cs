using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Http;

/// <summary>Something a node waits for before it is ready, or fails at while it runs.</summary>
/// <param name="Name">Such as <c>database</c> or <c>checkpoint</c>.</param>
/// <param name="Ask">What holds it back, in a sentence; null when all is well. An exception counts as out of reach.</param>
public sealed record ReadinessCheck(string Name, Func<CancellationToken, Task<string?>> Ask);

/// <summary>What holds a node back.</summary>
public sealed record Readiness(bool Ready, IReadOnlyList<Held> HeldBackBy);

/// <summary>One check that fails.</summary>
public sealed record Held(string Check, string Because);

/// <summary>For supervisors: does it live, may it be asked?</summary>
public static class Health
{
    private const string Lacks = "The database lacks the tables of this version: run the migrations.";

    /// <summary>The routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/health/live", new("Health", "live", "Whether the process lives", "Always 200 while it does.", Takes.Anybody) { Answer = typeof(Readiness) },
            _ => Task.FromResult(Answers.Json(new Readiness(true, []))));
        routes.Read("/health/ready", new("Health", "ready", "Whether it may be asked", "503 with what holds it back.", Takes.Anybody) { Answer = typeof(Readiness), Held = StatusCodes.Status503ServiceUnavailable }, Ready);
    }

    /// <summary>The database answers and has the tables of this version.</summary>
    public static ReadinessCheck Database(IServiceProvider services) => new("database", async stop =>
    {
        var ledger = services.GetRequiredService<LedgerReader>();
        await ledger.Head(stop);
        return await ledger.Outdated(stop) ? Lacks : null;
    });

    private static async Task<IResult> Ready(HttpContext http)
    {
        List<Held> held = [];
        foreach (var check in http.RequestServices.GetServices<ReadinessCheck>())
        {
            if (await Because(check, http.RequestAborted) is { } because) held.Add(new(check.Name, because));
        }

        return Answers.Json(new Readiness(held.Count == 0, held), held.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string?> Because(ReadinessCheck check, CancellationToken stop)
    {
        try
        {
            return await check.Ask(stop);
        }
        catch (Exception error) when (error is System.Data.Common.DbException || BatchWriter.OutOfReach(error))
        {
            return BatchWriter.OutOfReach(error) ? "The database is out of reach." : Lacks;
        }
    }
}
