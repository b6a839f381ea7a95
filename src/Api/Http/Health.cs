using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MentorshipFlow.Api.Http;

/// <summary>Whether a node may be asked, and what holds it back.</summary>
public sealed record Readiness(bool Ready, IReadOnlyList<Held> HeldBackBy);

/// <summary>One check that fails.</summary>
public sealed record Held(string Check, string Because);

/// <summary>For supervisors: does it live, may it be asked? The checks are those of the framework.</summary>
internal sealed class Health(HealthCheckService checks) : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/health/live", new("Health", "live", "Whether the process lives", "Always 200 while it does.", Takes.Anybody)
        {
            Answer = typeof(Readiness),
        }, _ => Answers.Json(new Readiness(true, [])));

        routes.Read("/health/ready", new("Health", "ready", "Whether it may be asked", "503 with what holds it back.", Takes.Anybody)
        {
            Answer = typeof(Readiness), Held = StatusCodes.Status503ServiceUnavailable,
        }, Ready);
    }

    private async Task<IResult> Ready(HttpContext http)
    {
        var report = await checks.CheckHealthAsync(http.RequestAborted);
        Held[] held = [.. report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy)
            .Select(e => new Held(e.Key, $"{e.Value.Description}"))];
        return Answers.Json(new Readiness(held.Length == 0, held), held.Length == 0 ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The database answers and has the tables of this version.</summary>
internal sealed class DatabaseCheck(LedgerReader ledger) : IHealthCheck
{
    private const string Lacks = "The database lacks the tables of this version: run the migrations.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.Head(cancellationToken);
            return await ledger.Outdated(cancellationToken) ? HealthCheckResult.Unhealthy(Lacks) : HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is System.Data.Common.DbException || BatchWriter.OutOfReach(error))
        {
            return HealthCheckResult.Unhealthy(BatchWriter.OutOfReach(error) ? "The database is out of reach." : Lacks);
        }
    }
}

/// <summary>The ledger was compared with its last checkpoint and is not forked.</summary>
/// <remarks>The writer notices at once when an old backup is restored under it; the signer at its next note.</remarks>
internal sealed class CheckpointCheck(CheckpointSigner signer, BatchWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
        (signer.Fork
            ?? writer.Fork) is { } fork
            ? HealthCheckResult.Unhealthy($"{ProblemCodes.LedgerForked}: {fork.Code} at position {fork.Position}.")
        : signer.Compared ? HealthCheckResult.Healthy()
        : HealthCheckResult.Unhealthy("The ledger was not compared with its last checkpoint yet."));
}
