using System.CommandLine;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary>The checkpoints in the safe, for a restore: the restored ledger must reach the last of them.</summary>
internal sealed class OutsideNotes
{
    private readonly IServiceProvider services;
    private readonly string safe;
    private readonly CheckpointKey key;

    /// <exception cref="CommandFault">The safe's notes were not signed by its key.</exception>
    public OutsideNotes(IServiceProvider services, string safe)
    {
        (this.services, this.safe, key) = (services, safe, services.GetRequiredService<CheckpointSigner>().Key);
        Last = new CheckpointFile(safe).Last() is not { } note ? null
            : SignedNote.TryOpen(note, key, out var checkpoint) ? checkpoint
            : throw new CommandFault(
                ExitCode.NotTheLedger, "ledger-forked: the last note in the safe's checkpoints.log was not signed by the key beside it.");
    }

    /// <summary>Restores a ledger although it is smaller than at the last note.</summary>
    public static Option<bool> AcceptLoss { get; } = new("--accept-loss")
    {
        Description = "Put back what is older than the last checkpoint, and write the loss down in the safe",
    };

    /// <summary>The last note; null when there is none.</summary>
    public Checkpoint? Last { get; }

    /// <summary>Restores and verifies a ledger of this size, against notes up to this size only.</summary>
    /// <param name="size">The largest number for a backup of keys, which has no entries that could be lost.</param>
    /// <exception cref="CommandFault">It is smaller than at the last note, and the loss is not accepted.</exception>
    public async Task Demand(long size, bool acceptLoss, Func<LedgerAuditor, Task> verified)
    {
        if (Last is null || size >= Last.Size)
        {
            await verified(services.GetRequiredService<LedgerAuditor>());
            // With a backup of keys no entry was restored, and none was verified.
            if (size != long.MaxValue) Clear(size);
            return;
        }

        if (!acceptLoss)
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the backup ends at {size} entries, and a checkpoint of {Last.Size} has left "
                + "the house: the entries between would be lost. "
                + "--accept-loss restores it nevertheless and writes the loss down in the safe.");
        }

        var retreat = new CheckpointRetreat(safe, key, services.GetRequiredService<TimeProvider>());
        var aside = Directory.CreateTempSubdirectory("mentorshipflow-notes-");
        try
        {
            // The safe keeps every note until the ledger is verified against the notes that remain.
            using var auditor = ActivatorUtilities.CreateInstance<LedgerAuditor>(services, retreat.Kept(size, aside.FullName));
            await verified(auditor);
        }
        finally
        {
            aside.Delete(recursive: true);
        }

        retreat.To(size, Last);
        VerifiedMark.Forget(safe);
        Clear(size);
    }

    // A verified ledger was put in the place of the one that raised the alarm: that is the operator's decision. The server carries it out
    // when it starts, because it records it in the restored ledger.
    private void Clear(long size)
    {
        var alarm = services.GetRequiredService<LedgerAlarm>();
        alarm.Decide(FormattableString.Invariant($"restored and verified: {size} entries"));
    }
}
