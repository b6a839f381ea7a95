using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>rotate-key</c>: a new key-encryption key for the vault, while servers run. Killed at any point, the same command goes on.</summary>
internal static class RotateKeyCommand
{
    public static Command Command { get; } = new(
        "rotate-key", "[--data DIR] [--safe DIR]   a new key for the vault, on the private cluster or on the database in ConnectionStrings__LedgerOwner", Places.Options, [], 0, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var places = Places.Of(arguments);
        await using var opened = await OpenedLedger.Open(ForeignDatabase.Owner, ClusterDatabase.Owner, places.Data, mayMake: false, stop);
        places.Open(ledgerIsNew: false);
        var rotation = new KeyRotation(opened.Connection, step => Console.Out.WriteLine(Line(step)));
        try
        {
            var (rewrapped, kek) = KeyRing.OfEnvironment() is { } given ? await rotation.InEnvironment(given, stop) : await rotation.InSafe(places.Safe, stop);
            Console.Out.WriteLine($"{rewrapped} data keys lie under {kek}. An earlier key opens backups from before and nothing else: destroy it when they are gone.");
            return ExitCode.Done;
        }
        catch (KeyRotationException fault)
        {
            throw new CommandFault(ExitCode.Failed, fault.Message);
        }
    }

    private static string Line(RotationStep step) => step switch
    {
        RotationStep.NextKeyMade => "next       both keys are there",
        RotationStep.EarlierRetired => "retired    nothing more is wrapped under an earlier key",
        RotationStep.PartRewrapped => "rewrapped  a part",
        RotationStep.AllRewrapped => "rewrapped  all",
        RotationStep.EarlierPutAside => "aside      the earlier key is kept for earlier backups",
        RotationStep.Done => "done",
    };
}
