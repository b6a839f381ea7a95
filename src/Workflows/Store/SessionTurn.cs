using Marten;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Lets sessions with the same purpose go one after another, on all nodes.</summary>
internal static class SessionTurn
{
    /// <summary>Begins the session's transaction, which waits for others of this name. What is read afterwards is what they left.</summary>
    public static async Task TakeTurn(this IDocumentSession session, string name, CancellationToken stop)
    {
        await session.BeginTransactionAsync(stop);
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))").With(Value(name));
        await session.ExecuteAsync(turn, stop);
    }
}
