using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>
/// A forked ledger is told to whoever asks: every decision is refused with 503 <c>ledger-forked</c>, because each one would build on a false
/// history; the node is not ready; reading goes on.
/// </summary>
internal static class ForkedLedger
{
    /// <summary>The signer with its schedule, its latest note for receipts, and what it has to say about readiness.</summary>
    public static IServiceCollection AddCheckpoints(this IServiceCollection services, string safe) => services
        .AddAudit(safe)
        .AddSingleton(s => new LatestCheckpoint(() => s.GetRequiredService<CheckpointSigner>().Latest))
        .AddSingleton(s => new ReadinessCheck("checkpoint", _ => Task.FromResult(Because(s.GetRequiredService<CheckpointSigner>(), s.GetRequiredService<BatchWriter>()))));

    /// <summary>Refuses decisions while the ledger is forked.</summary>
    public static void UseForkRefusal(this WebApplication app) => app.Use((http, next) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Deciding: true } && http.RequestServices.GetRequiredService<CheckpointSigner>().Fork is { } fork
            ? Audits.Forked(fork).ExecuteAsync(http)
            : next(http));

    // The writer finds out at once when an old backup is put back under it; the signer at its next note.
    private static string? Because(CheckpointSigner signer, BatchWriter writer) =>
        (signer.Fork ?? writer.Fork) is { } fork ? $"{ProblemCodes.LedgerForked}: {fork.Code} at position {fork.Position}."
        : signer.Compared ? null
        : "The ledger was not compared with its last checkpoint yet.";
}
