using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>Address and files of a witness at work.</summary>
/// <param name="Url">The address of the server.</param>
/// <param name="Access">The file with an access key of an auditor.</param>
/// <param name="Key">The file of <see cref="WitnessSecret"/>.</param>
/// <param name="State">The file of <see cref="WitnessState"/>.</param>
/// <param name="Every">The time between two rounds; null for one round.</param>
public sealed record WitnessPlan(Uri Url, string Access, string Key, string State, TimeSpan? Every);

/// <summary>A witness as a program: the same in the command line of the server and in the one that needs no .NET.</summary>
public static class WitnessProgram
{
    /// <summary>For an auditor's witnesses that the reader of files does not understand.</summary>
    public const string DemandUnreadable =
        "witness-unreadable: --witness takes the public key of a witness such as witness.region.example/w1+9866a553+BNda…, each key "
        + "once, and --witnesses a number from 1 to as many.";

    private const int Done = 0, Failed = 1, Usage = 2;
    private const int LargestAnswer = 64 * 1024;

    /// <summary>Makes the two files of a new witness, and prints its public key.</summary>
    /// <param name="ledgerKey">The text of the ledger's public key, which the witness has from elsewhere.</param>
    /// <returns>The exit code.</returns>
    public static int Make(string name, string ledgerKey, string key, string state)
    {
        if (CheckpointKey.Parse(ledgerKey.Trim()) is not { } ledger)
            return Say(Usage, "key-unreadable: --ledger-key is not a public key such as mentorshipflow+04680ddd+AjBZ….");
        try
        {
            if (File.Exists(state)) return Say(Failed, $"state-exists: {state} exists. A witness that forgets what it saw is none.");
            var made = WitnessSecret.Make(name, key);
            WitnessState.Make(state, ledger);
            Console.Out.WriteLine(made.Key.Format());
            return Done;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Say(Failed, refused.Message);
        }
    }

    /// <summary>Runs rounds. A refusal that shows a false history ends it; one that a stale or strange answer explains does not.</summary>
    /// <returns>The exit code: 0 cosigned, 1 refused or not reached (with one round), 2 not understood.</returns>
    public static async Task<int> Run(WitnessPlan plan, CancellationToken stop)
    {
        if (WitnessSecret.Read(plan.Key) is not { } secret)
            return Say(Usage, $"key-unreadable: {plan.Key} is not the file of a witness's key.");
        try
        {
            using var state = WitnessState.Open(plan.State);
            using var http = new HttpClient
            {
                BaseAddress = new($"{plan.Url.AbsoluteUri.TrimEnd('/')}/"), Timeout = TimeSpan.FromSeconds(30),
                MaxResponseContentBufferSize = LargestAnswer,
            };
            http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(plan.Access, stop)).Trim());
            var round = new WitnessRound(http, state, secret, TimeProvider.System);
            while (true)
            {
                var answer = await round.Run(stop);
                var code = Say(answer, plan.State);
                if (plan.Every is not { } pause) return code;
                if (answer is WitnessAnswer.Refused { Fault: WitnessRule.OtherLedger or WitnessRule.Forked or WitnessRule.ProofFailed })
                    return code;
                await Task.Delay(pause, stop);
            }
        }
        catch (InvalidDataException unreadable)
        {
            return Say(Failed, unreadable.Message);
        }
    }

    private static int Say(WitnessAnswer answer, string state)
    {
        switch (answer)
        {
            case WitnessAnswer.Cosigned { New: true, Checkpoint: var checkpoint }:
                Console.Out.WriteLine($"cosigned {checkpoint.Size} {checkpoint.Root}");
                return Done;
            case WitnessAnswer.Cosigned:
                return Done;
            case WitnessAnswer.NotTaken(var checkpoint, var why):
                return Say(Failed, $"not-taken: {checkpoint.Size} is cosigned in {state}, but the server did not take it: {why}");
            case WitnessAnswer.Refused((WitnessRule.OtherKey or WitnessRule.Replayed) and var fault, _):
                return Say(Failed, $"{fault}: not cosigned.");
            case WitnessAnswer.Refused(var fault, var note):
                // Signed by the ledger's key: with the last good checkpoint it proves what happened.
                Keep($"{state}.refused", note);
                return Say(Failed, $"{fault}: not cosigned. The checkpoint is kept in {state}.refused, the last good one in {state}.");
            case WitnessAnswer.NotReached(var why):
                return Say(Failed, $"not-reached: {why}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Keep(string path, string note)
    {
        if (!File.Exists(path) || !File.ReadAllText(path).Contains(note, StringComparison.Ordinal)) File.AppendAllText(path, note);
    }

    private static int Say(int code, string line)
    {
        Console.Error.WriteLine(line);
        return code;
    }
}
