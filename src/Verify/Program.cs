using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;

// The command "verify" of the server as a program of its own: mentorshipflow-verify FILE [--key FILE] [--checkpoint FILE].
// Exit codes: 0 sound, 1 broken, 2 the command line or a file of it was not understood.
const int Sound = 0, Broken = 1, Usage = 2;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
string? file = null;
CheckpointKey? key = null;
string? own = null;
try
{
    for (var at = 0; at < args.Length; at++)
    {
        switch (args[at])
        {
            case "--key" when at + 1 < args.Length && key is null:
                key = CheckpointKey.Parse(File.ReadAllText(args[++at]).Trim());
                if (key is null)
                    return Refuse($"key-unreadable: {args[at]} does not hold a public key such as school-49+15f3a31e+AjBZ….");
                break;
            case "--checkpoint" when at + 1 < args.Length && own is null:
                own = SignedNote.LastOf(File.ReadAllText(args[++at]));
                if (own is null)
                    return Refuse($"checkpoint-unreadable: {args[at]} does not end with a signed note: five lines, as in checkpoints.log.");
                break;
            case var name when !name.StartsWith('-') && file is null:
                file = name;
                break;
            default:
                return Refuse("mentorshipflow-verify FILE [--key FILE] [--checkpoint FILE]");
        }
    }

    if (file is null) return Refuse("mentorshipflow-verify FILE [--key FILE] [--checkpoint FILE]");
    var verdict = BundleVerifier.Verify(File.ReadAllBytes(file), CertificateRebuild.Text, key, own);
    foreach (var line in VerdictLines.Of(verdict)) Console.Out.WriteLine(line);
    return verdict is BundleVerdict.Broken ? Broken : Sound;
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
{
    return Refuse(unreadable.Message);
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return Usage;
}
