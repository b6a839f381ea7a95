using System.Globalization;
using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The answer of <see cref="BundleReader"/>.</summary>
public abstract record BundleReading
{
    private BundleReading() { }

    /// <summary>The text is a bundle. <see cref="BundleVerifier"/> checks its content.</summary>
    public sealed record Accepted(Bundle Bundle) : BundleReading;

    /// <summary>The text is an excerpt. <see cref="BundleVerifier"/> checks its content.</summary>
    public sealed record AcceptedExcerpt(Excerpt Excerpt) : BundleReading;

    /// <summary>The text is neither; this line (from 1) is wrong.</summary>
    /// <param name="Expected">The expected content of the line, in the words of the format.</param>
    public sealed record Refused(int Line, string Expected) : BundleReading;
}

/// <summary>Reads only texts that <see cref="Bundle"/> or <see cref="Excerpt"/> writes; never throws on an invalid one.</summary>
public static class BundleReader
{
    private const int CheckpointLines = 3;
    private const int StatementLines = 5;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the bytes of a file.</summary>
    public static BundleReading Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return Read(Strict.GetString(file));
        }
        catch (DecoderFallbackException broken)
        {
            return new BundleReading.Refused(file[..Math.Clamp(broken.Index, 0, file.Length)].Count((byte)'\n') + 1, "UTF-8");
        }
    }

    /// <summary>Reads a text.</summary>
    public static BundleReading Read(string text)
    {
        if (Utf16.LoneSurrogate(text) is var lone and >= 0) return new BundleReading.Refused(LineAt(text, lone), "UTF-8");
        var lines = new BundleLines(text);
        try
        {
            BundleReading read = lines.Next(Excerpt.Title + "\n") ? new BundleReading.AcceptedExcerpt(ExcerptLines.Read(lines))
                : new BundleReading.Accepted(Whole(lines));
            var written = read is BundleReading.AcceptedExcerpt of ? of.Excerpt.Text : ((BundleReading.Accepted)read).Bundle.Text;
            return FirstDifference(written, text) is { } at
                ? new BundleReading.Refused(LineAt(text, at), "the one form in which it is written")
                : read;
        }
        catch (BundleLines.UnexpectedException unexpected)
        {
            return new BundleReading.Refused(lines.Number, unexpected.Message);
        }
    }

    private static Bundle Whole(BundleLines lines)
    {
        lines.Exactly(Bundle.Title);
        var stream = lines.Value("stream");
        var organisation = lines.Value("organisation");
        var key = CheckpointKey.Parse(lines.Value("key")) ?? throw lines.Unexpected("key {public key}");
        lines.Exactly("checkpoint");
        var checkpoint = CheckpointNote(lines);
        lines.Exactly("statement");
        var statement = Note(lines, StatementLines, "a statement on a stream", body => StreamStatement.ParseBody(body) is not null);
        var entries = Entries(lines, "entries");
        var definitions = Entries(lines, "definitions");
        var link = Consistency(lines);
        var certificates = Certificates(lines);
        lines.End();
        return new(stream, organisation, key, checkpoint, statement, entries, definitions, link, certificates);
    }

    internal static string CheckpointNote(BundleLines lines)
    {
        var note = Note(lines, CheckpointLines, "a checkpoint", body => Checkpoint.ParseBody(body) is not null);
        for (var signatures = 1; signatures < SignedNote.MostSignatures && lines.Next(SignedNote.LineStart); signatures++)
            note += $"{lines.Next()}\n";
        return note;
    }

    private static string Note(BundleLines lines, int count, string what, Predicate<string> isBody)
    {
        var body = lines.Take(count);
        if (!isBody(body)) throw lines.Unexpected(what);
        lines.Exactly("");
        return $"{body}\n{lines.Next()}\n";
    }

    private static List<ProvenEntry> Entries(BundleLines lines, string name)
    {
        var entries = new List<ProvenEntry>();
        for (var left = lines.Count(name); left > 0; left--) entries.Add(new(EntryLines.Read(lines), Hashes(lines, lines.Words("proof"))));
        return entries;
    }

    internal static ConsistencyLink? Consistency(BundleLines lines) =>
        !lines.Next("consistency ") ? null
        : lines.Words("consistency") is [var text, .. var hashes]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && Hashes(lines, hashes) is [var root, .. var proof]
            ? new(size, root, proof)
        : throw lines.Unexpected("consistency {size} {root} {proof}");

    private static Hash[] Hashes(BundleLines lines, string[] words) =>
        [.. words.Select(word =>
            Hash.TryParse(word, out var hash) ? hash : throw lines.Unexpected("hashes of 64 lower-case hexadecimal digits"))];

    internal static List<CertificateCopy> Certificates(BundleLines lines)
    {
        var certificates = new List<CertificateCopy>();
        for (var left = lines.Count("certificates"); left > 0; left--)
        {
            if (lines.Words("certificate") is not [var name, var number] || !Guid.TryParseExact(name, "D", out var id)
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
                throw lines.Unexpected("certificate {id} {number of lines}");
            certificates.Add(new(id, lines.Take(count)));
        }

        return certificates;
    }

    private static int? FirstDifference(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length && same == right.Length ? null : same;
    }

    private static int LineAt(string text, int index) => text.AsSpan(0, Math.Min(index, text.Length)).Count('\n') + 1;
}
