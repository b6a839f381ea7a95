using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Notices;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>
/// Renews notices in rounds: what an organisation's messages ask for while a round is on its way is looked at together in the next. When a
/// day begins, thousands of messages are due at once, and a look at fifty streams costs little more than at one.
/// </summary>
public sealed class NoticeRounds(NoticeBook notices, OrganisationEngine organisations, AutomaticCommands commands) : IDisposable
{
    private const int AtOnce = 4;

    // So that a round ends within seconds.
    private const int Most = 500;

    private readonly Lock gate = new();

    private readonly Dictionary<Guid, (HashSet<string> Streams, Task Done)> next = [];

    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>Returns when the notices of these streams are up to date.</summary>
    public async Task Renew(Guid organisation, IReadOnlyList<string> streams, CancellationToken stop)
    {
        var round = Join(organisation, streams);
        try
        {
            await round.WaitAsync(stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // Somebody else's stream may have the fault; alone, only its own message fails.
            await Look(organisation, streams, stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private Task Join(Guid organisation, IReadOnlyList<string> streams)
    {
        lock (gate)
        {
            if (!next.TryGetValue(organisation, out var round) || round.Streams.Count >= Most)
            {
                HashSet<string> joined = [];
                next[organisation] = round = (joined, Task.Run(() => Round(organisation, joined)));
            }

            round.Streams.UnionWith(streams);
            return round.Done;
        }
    }

    private async Task Round(Guid organisation, HashSet<string> joined)
    {
        await turns.WaitAsync();
        try
        {
            // Who comes later joins the next one, because this one may have read its stream already.
            lock (gate)
            {
                if (next.GetValueOrDefault(organisation).Streams == joined) next.Remove(organisation);
            }

            await Look(organisation, joined, CancellationToken.None);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task Look(Guid organisation, IReadOnlyCollection<string> streams, CancellationToken stop)
    {
        // A deleted sandbox has none.
        if (await organisations.Find(organisation, stop) is not { Deleted: false }) return;
        await notices.Renew(organisation, streams, await commands.Today(organisation, stop), stop);
    }
}
