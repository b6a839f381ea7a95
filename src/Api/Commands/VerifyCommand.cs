using System.CommandLine;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>verify</c>: checks an exported programme or an excerpt without database and network.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Bundle = new("FILE") { Description = "An exported programme, or an excerpt" };
    private static readonly Option<string> KeyFile = new("--key") { HelpName = "FILE", Description = "The public key, from elsewhere" };

    private static readonly Option<string> CheckpointFile = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "A signed note from elsewhere, or the safe's checkpoints.log",
    };

    private static readonly Option<string[]> Witness = new("--witness")
    {
        HelpName = "KEYLINE",
        Description = "The public key of a witness, from elsewhere; may be given several times",
    };

    private static readonly Option<int?> Witnesses = new("--witnesses")
    {
        HelpName = "N",
        Description = "How many of these witnesses must have cosigned the checkpoint [default: all]",
    };

    private static readonly Option<string[]> Signer = new("--signer")
    {
        HelpName = "PERSON=FINGERPRINT",
        Description = "The passkey that must have signed every approval and countersignature by a person; may be given several times",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Verify an exported programme or an excerpt, without database and network")
        {
            Bundle, KeyFile, CheckpointFile, Witness, Witnesses, Signer,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var file = await File.ReadAllBytesAsync(parsed.GetRequiredValue(Bundle), stop);
        var own = parsed.GetValue(CheckpointFile) is { } notes ? await LastNote(notes, stop) : null;
        var key = await Key(parsed.GetValue(KeyFile), stop);
        var witnesses = Demand(parsed.GetValue(Witness) ?? [], parsed.GetValue(Witnesses));
        var signers = Signers(parsed.GetValue(Signer) ?? []);
        // Progress bars only: the first line of the output must be the verdict.
        var verdict = await ProgressDisplay.Show(lines: null, progress =>
        {
            progress.Report(new("verifying", $"{file.Length} bytes"));
            return Task.Run(() => BundleVerifier.Verify(file, CertificateRebuild.Text, key, own, (proven, all) =>
                progress.Report(new("proving", $"{all} entries", proven, all)), witnesses, signers), stop);
        });
        foreach (var line in VerdictLines.Of(verdict)) Console.Out.WriteLine(line);
        return verdict is BundleVerdict.Broken ? ExitCode.Failed : ExitCode.Done;
    }

    private static WitnessDemand? Demand(string[] keys, int? atLeast) =>
        keys.Length == 0 && atLeast is null ? null
        : WitnessDemand.Parse(keys, atLeast, Ed25519.Check) ?? throw new CommandFault(ExitCode.Usage, WitnessProgram.DemandUnreadable);

    private static SignerDemand? Signers(string[] signers) =>
        signers.Length == 0 ? null
        : SignerDemand.Parse(signers) ?? throw new CommandFault(ExitCode.Usage, SignerDemand.Unreadable);

    private static async Task<string> LastNote(string file, CancellationToken stop) =>
        SignedNote.LastOf(await File.ReadAllTextAsync(file, stop))
            ?? throw new CommandFault(
                ExitCode.Usage, $"checkpoint-unreadable: {file} does not end with a signed note, as in checkpoints.log.");

    private static async Task<CheckpointKey?> Key(string? file, CancellationToken stop) =>
        file is null ? null
        : CheckpointKey.Parse((await File.ReadAllTextAsync(file, stop)).Trim())
            ?? throw new CommandFault(
                ExitCode.Usage, $"key-unreadable: {file} does not hold a public key such as school-49+15f3a31e+AjBZ….");
}
