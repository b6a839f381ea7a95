using System.CommandLine;
using System.Text;
using MentorshipFlow.Workflows.Attestation;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Privacy;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>attest-erasure</c>: searches database, dump, files, write-ahead log and backups for the texts of a person whose data were
/// destroyed, and prints what was found where. The texts are read from standard input, and are stored and logged nowhere.</summary>
internal static class AttestErasureCommand
{
    private static readonly Argument<Guid> Person = new("PERSON") { Description = "The random id of the person, as in the act" };

    private static readonly Option<string[]> Backups = new("--backups")
    {
        HelpName = "PATH",
        Description = "A backup, or a folder of backups; may be repeated",
    };

    public static Command Create()
    {
        var command = new Command(
            "attest-erasure", "Search all that is stored for a person's texts (lines of standard input); exits with 0 when none is found")
        {
            Person, Backups, Places.DataOption, Places.SafeOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        var person = parsed.GetRequiredValue(Person);
        var texts = Texts();
        var owner = Settings.LedgerOwner;
        await using var opened = await OpenedLedger.Open(owner, PrivatePostgres.Superuser, places.Data, mayMake: false, stop);
        var searched = new SearchedPlaces(
            opened.Connection, owner is null ? new(places.Data) : null, places.Safe, Settings.Archive,
            [.. (parsed.GetValue(Backups) ?? []).Select(Path.GetFullPath)]);
        var search = new ErasureSearch(await PostgresPrograms.FindOrInstall(stop), searched, ShippedTerms.Read(), TimeProvider.System);
        // The attestation alone is on standard output.
        var attestation = await ProgressDisplay.Show(Console.Error, progress => search.Run(person, texts, progress, stop))
            ?? throw new CommandFault(ExitCode.Failed, $"not-erased: the ledger has no destruction of the data of {person}.");
        Console.Out.Write(attestation.Text);
        return attestation.Clean ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<string> Texts()
    {
        List<string> texts = [.. (Console.IsInputRedirected ? Lines() : Typed()).Select(t => t.Trim().Normalize()).Where(t => t != "")];
        if (texts.Count == 0)
            throw new CommandFault(ExitCode.Usage, "texts-missing: give the person's texts on standard input, one per line.");
        foreach (var (n, text) in texts.Index())
        {
            if (Encoding.UTF8.GetByteCount(text) < SoughtTexts.FewestBytes)
            {
                throw new CommandFault(ExitCode.Usage, FormattableString.Invariant(
                    $"text-too-short: text {n + 1} has fewer than {SoughtTexts.FewestBytes} bytes, and would be found by chance."));
            }
        }

        return texts;
    }

    private static List<string> Lines()
    {
        try
        {
            using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return [.. reader.ReadToEnd().Split('\n')];
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFault(ExitCode.Usage, "texts-unreadable: standard input is not UTF-8.");
        }
    }

    // Not shown, so that they do not stay on the screen.
    private static IEnumerable<string> Typed()
    {
        Console.Error.WriteLine("Names, phone, e-mail and other texts of the person, not shown; an empty one begins the search.");
        for (var n = 1; ; n++)
        {
            Console.Error.Write($"text {n}: ");
            var typed = new StringBuilder();
            while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            {
                if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
                else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
            }

            Console.Error.WriteLine();
            if (typed.ToString().Trim() == "") yield break;
            yield return typed.ToString();
        }
    }
}
