using System.CommandLine;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>rotate-key</c>: replaces the vault's key-encryption key while servers run. Repeat it if interrupted.</summary>
internal static class RotateKeyCommand
{
    public static Command Create()
    {
        var command = new Command(
            "rotate-key", "Give the vault a new key, on the private PostgreSQL or on the database in ConnectionStrings__LedgerOwner")
        {
            Places.DataOption, Places.SafeOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        await using var opened = await OpenedLedger.Open(Settings.LedgerOwner, LedgerRoles.Owner, places.Data, mayMake: false, stop);
        places.Open(ledgerIsNew: false);
        try
        {
            var (rewrapped, kek) = await ProgressDisplay.Show(Console.Out, progress =>
                Rotate(opened.Connection, places.Safe, progress, stop));
            Console.Out.WriteLine(
                $"{rewrapped} data keys lie under {kek}. An earlier key opens only older backups: destroy it when they are gone.");
            return ExitCode.Done;
        }
        catch (KeyRotationException fault)
        {
            throw new CommandFault(ExitCode.Failed, fault.Message);
        }
    }

    private static Task<(int Rewrapped, string Kek)> Rotate(string owner, string safe, IProgress<WorkStep> progress, CancellationToken stop)
    {
        KeyRotation rotation = null!;
        rotation = new(owner, step => progress.Report(Step(step, rotation.Rewrapped, rotation.DataKeys)));
        return KeyRing.OfEnvironment() is { } ring ? rotation.InEnvironment(ring, stop) : rotation.InSafe(safe, stop);
    }

    private static WorkStep Step(RotationStep step, long rewrapped, long all) => step switch
    {
        RotationStep.NextKeyMade => new("next", "both keys are there"),
        RotationStep.EarlierRetired => new("retired", "nothing more is wrapped under an earlier key"),
        RotationStep.PartRewrapped => new("rewrapped", $"a part: {rewrapped} of {all}", rewrapped, all),
        RotationStep.AllRewrapped => new("rewrapped", "all", all, all),
        RotationStep.EarlierPutAside => new("aside", "the earlier key is kept for earlier backups"),
        RotationStep.Done => new("done"),
    };
}
