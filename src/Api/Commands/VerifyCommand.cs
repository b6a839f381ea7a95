using System.CommandLine;
using System.Globalization;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>verify</c>: checks an exported programme without database and network.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Bundle = new("FILE") { Description = "An exported programme" };
    private static readonly Option<string> KeyFile = new("--key") { HelpName = "FILE", Description = "The public key, from elsewhere" };

    private static readonly Option<string> CheckpointFile = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "A signed note from elsewhere, or the safe's checkpoints.log",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Verify an exported programme, without database and network")
        {
            Bundle, KeyFile, CheckpointFile,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var file = await File.ReadAllBytesAsync(parsed.GetRequiredValue(Bundle), stop);
        var own = parsed.GetValue(CheckpointFile) is { } notes ? await LastNote(notes, stop) : null;
        var key = await Key(parsed.GetValue(KeyFile), stop);
        // Progress bars only: the first line of the output must be the verdict.
        var verdict = await ProgressDisplay.Show(lines: null, progress =>
        {
            progress.Report(new("verifying", $"{file.Length} bytes"));
            return Task.Run(() => BundleVerifier.Verify(file, Rebuilt, key, own, (proven, all) =>
                progress.Report(new("proving", $"{all} entries", proven, all))), stop);
        });
        foreach (var line in Lines(verdict)) Console.Out.WriteLine(line);
        return verdict is BundleVerdict.Sound ? ExitCode.Done : ExitCode.Failed;
    }

    // The file is a single note, or the notes of a safe: five lines each, the newest last.
    private static async Task<string> LastNote(string file, CancellationToken stop)
    {
        var lines = (await File.ReadAllTextAsync(file, stop)).TrimEnd('\n').Split('\n');
        return lines is [.., _, var size, _, "", var signature]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && signature.StartsWith("— ", StringComparison.Ordinal)
            ? string.Join('\n', lines[^5..]) + "\n"
            : throw new CommandFault(
                ExitCode.Usage, $"checkpoint-unreadable: {file} does not end with a signed note: five lines, as in checkpoints.log.");
    }

    private static async Task<CheckpointKey?> Key(string? file, CancellationToken stop) =>
        file is null ? null
        : CheckpointKey.Parse((await File.ReadAllTextAsync(file, stop)).Trim())
            ?? throw new CommandFault(
                ExitCode.Usage, $"key-unreadable: {file} does not hold a public key such as school-49+15f3a31e+AjBZ….");

    // An unreadable definition yields the empty text, which never equals the issued one.
    internal static string Rebuilt(
        Guid programme,
        IReadOnlyList<(Entry Entry, DomainEvent Event)> history,
        Definition? definition,
        CertificationEvent.CertificateIssued issued) =>
        definition is null
            ? ""
            : Certificate.From(programme, Chronicle.Of([.. history.Select(Of)]), definition, CertificateParameters.Of(issued)).Text;

    private static HistoryEntry Of((Entry Entry, DomainEvent Event) read) =>
        new(EntryHistory.RecordedOf(read.Entry)!.Value, read.Entry.Type, (ProgrammeEvent)read.Event, $"{read.Entry.Leaf()}");

    private static IEnumerable<string> Lines(BundleVerdict verdict) => verdict switch
    {
        BundleVerdict.Sound sound =>
        [
            $"ЦЕЛ: программа {sound.Programme}, записей {sound.Version}, "
                + $"контрольная точка {sound.Checkpoint.Size}; {sound.TrustSentence.Ru}",
            $"SOUND: programme {sound.Programme}, {sound.Version} entries, checkpoint {sound.Checkpoint.Size}; {sound.TrustSentence.En}",
            .. sound.Certificates.Select(certificate =>
                $"справка воспроизведена побайтно, {certificate.StandingWords.Ru} / "
                + $"certificate rebuilt byte for byte, {certificate.StandingWords.En}: {certificate.Id}"),
        ],
        BundleVerdict.Broken broken =>
        [
            $"НАРУШЕН ({broken.Code}, {broken.Where}): {broken.Sentence.Ru}",
            $"BROKEN ({broken.Code}, {broken.Where}): {broken.Sentence.En}",
        ],
        _ => throw new System.Diagnostics.UnreachableException(verdict.GetType().Name),
    };
}
