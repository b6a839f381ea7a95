using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MentorshipFlow.Api.Http;

/// <summary>Whether a node is ready for requests, and warnings for the operator.</summary>
/// <param name="HeldBackBy">The reasons why it is not ready.</param>
/// <param name="Warnings">Problems that do not stop requests yet.</param>
/// <param name="Subscriptions">The number of entries that each subscription is behind the ledger.</param>
public sealed record Readiness(bool Ready, IReadOnlyList<Held> HeldBackBy, IReadOnlyList<Held> Warnings,
    IReadOnlyList<SubscriptionLag> Subscriptions);

/// <summary>One failed check.</summary>
public sealed record Held(string Check, string Because);

/// <summary>Liveness and readiness for supervisors: checks of the framework, and the watch's findings.</summary>
internal sealed class Health(HealthCheckService checks, LedgerWatch watch, LedgerGuard guard) : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/health/live", new("Health", "live", "Whether the process lives", "Always 200 while it does.", Takes.Anybody)
        {
            Answer = typeof(Readiness), Probe = true,
        }, _ => Answers.Json(new Readiness(true, [], [], [])));

        routes.Read("/health/ready", new("Health", "ready", "Whether it may be asked",
            "503 with what holds it back: the database, the last checkpoint, or the session that holds the head row of the ledger. "
            + "A subscription that stands still, an archive that fails, rows that are not believed and missing time stamps are warnings.",
            Takes.Anybody)
        {
            Answer = typeof(Readiness), Held = StatusCodes.Status503ServiceUnavailable, Probe = true,
        }, Ready);
    }

    private async Task<IResult> Ready(HttpContext http)
    {
        var looking = watch.Look(http.RequestAborted);
        var report = await checks.CheckHealthAsync(http.RequestAborted);
        var sight = await looking;
        Trouble[] troubles = [.. sight?.Troubles ?? [], .. guard.Troubles];
        Held[] held = [.. Of(HealthStatus.Unhealthy), .. Seen(stops: true)];
        return Answers.Json(
            new Readiness(held.Length == 0, held, [.. Of(HealthStatus.Degraded), .. Seen(stops: false)], sight?.Subscriptions ?? []),
            held.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

        IEnumerable<Held> Of(HealthStatus status) =>
            report.Entries.Where(e => e.Value.Status == status).Select(e => new Held(e.Key, $"{e.Value.Description}"));

        IEnumerable<Held> Seen(bool stops) => troubles.Where(t => t.Stops == stops).Select(t => new Held(t.Check, t.Because));
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
            return await ledger.Lacking(cancellationToken) is { Count: > 0 } lacking
                ? HealthCheckResult.Unhealthy($"{Lacks} Missing: {string.Join(", ", lacking)}.") : HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is System.Data.Common.DbException || BatchWriter.OutOfReach(error))
        {
            return HealthCheckResult.Unhealthy(BatchWriter.OutOfReach(error) ? "The database is out of reach." : Lacks);
        }
    }
}

/// <summary>The ledger was compared with its last checkpoint, and the alarm is not raised.</summary>
/// <remarks>The writer detects at once that an old backup was restored under it; the signer at its next note.</remarks>
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

/// <summary>A configured authority stamps checkpoints.</summary>
internal sealed class TimeStampCheck(TimeStampSchedule? schedule = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(schedule?.Fault is { } fault ? HealthCheckResult.Degraded($"No time stamp since the last one: {fault}")
            : HealthCheckResult.Healthy());
}
