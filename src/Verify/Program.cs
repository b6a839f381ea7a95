using System.Globalization;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Witnesses;

// The commands "verify" and "witness" of the server as a program of its own; HowTo has the arguments.
// Exit codes: 0 sound or cosigned, 1 broken or refused, 2 the command line or a file of it was not understood.
const int Sound = 0, Broken = 1, Usage = 2;
const string HowTo = """
    mentorshipflow-verify FILE [--key FILE] [--checkpoint FILE] [--witness KEYLINE]... [--witnesses N] [--signer PERSON=FINGERPRINT]...
    mentorshipflow-verify witness new --name NAME --ledger-key KEYLINE --key FILE --state FILE
    mentorshipflow-verify witness --url URL --access FILE --key FILE --state FILE [--once | --every SECONDS]
    """;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    return args is ["witness", .. var words] ? await Witness(words) : Verify(args);
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
{
    return Refuse(unreadable.Message);
}

static int Verify(string[] args)
{
    string? file = null;
    CheckpointKey? key = null;
    string? own = null;
    List<string> witnesses = [];
    int? atLeast = null;
    List<string> signers = [];
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
                    return Refuse($"checkpoint-unreadable: {args[at]} does not end with a signed note, as in checkpoints.log.");
                break;
            case "--witness" when at + 1 < args.Length:
                witnesses.Add(args[++at]);
                break;
            case "--witnesses" when at + 1 < args.Length && Number(args[at + 1]) is { } number:
                atLeast = number;
                at++;
                break;
            case "--signer" when at + 1 < args.Length:
                signers.Add(args[++at]);
                break;
            case var name when !name.StartsWith('-') && file is null:
                file = name;
                break;
            default:
                return Refuse(HowTo);
        }
    }

    if (file is null) return Refuse(HowTo);
    var demand = WitnessDemand.Parse(witnesses, atLeast, Ed25519.Check);
    if (demand is null && (witnesses.Count > 0 || atLeast is not null)) return Refuse(WitnessProgram.DemandUnreadable);
    var signing = signers.Count == 0 ? null : SignerDemand.Parse(signers);
    if (signing is null && signers.Count > 0) return Refuse(SignerDemand.Unreadable);
    var verdict = BundleVerifier.Verify(File.ReadAllBytes(file), CertificateRebuild.Text, key, own, witnesses: demand, signers: signing);
    foreach (var line in VerdictLines.Of(verdict)) Console.Out.WriteLine(line);
    return verdict is BundleVerdict.Broken ? Broken : Sound;
}

static async Task<int> Witness(string[] words)
{
    var isNew = words is ["new", ..];
    var options = new Dictionary<string, string>();
    for (var at = isNew ? 1 : 0; at < words.Length; at++)
    {
        if (words[at] == "--once") options["--once"] = "";
        else if (at + 1 < words.Length) options[words[at]] = words[++at];
        else return Refuse(HowTo);
    }

    string[] needed = isNew ? ["--name", "--ledger-key", "--key", "--state"] : ["--url", "--access", "--key", "--state"];
    string[] further = isNew ? [] : ["--once", "--every"];
    if (!needed.All(options.ContainsKey) || options.Keys.Except([.. needed, .. further]).Any()) return Refuse(HowTo);
    if (isNew) return WitnessProgram.Make(options["--name"], options["--ledger-key"], options["--key"], options["--state"]);

    if (!Uri.TryCreate(options["--url"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
        || Number(options.GetValueOrDefault("--every", "30")) is not (> 0 and var seconds)) return Refuse(HowTo);
    return await WitnessProgram.Run(
        new(url, options["--access"], options["--key"], options["--state"],
            options.ContainsKey("--once") ? null : TimeSpan.FromSeconds(seconds)),
        CancellationToken.None);
}

static int? Number(string text) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return Usage;
}
